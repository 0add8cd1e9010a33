<?php
require_once __DIR__ . '/../lib/site.php';
require __DIR__ . '/../lib/header.php';
?>
  <h1>About</h1>
  <p>Seven small files in three directories.</p>
<?php
require __DIR__ . '/../lib/footer.php';
