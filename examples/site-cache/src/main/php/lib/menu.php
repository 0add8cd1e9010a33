  <nav><a href="/">Start</a> <a href="/pages/about.php">About</a></nav>
