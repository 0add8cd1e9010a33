<?php
// The start page. Each page is a file of its own; what they share is in lib/.
require_once __DIR__ . '/lib/site.php';
require __DIR__ . '/lib/header.php';
?>
  <h1>Bytecode that fits</h1>
<?php
echo "  <p>This site is served from a cache that was compiled before it was shipped.</p>\n";
require __DIR__ . '/pages/news.php';
require __DIR__ . '/lib/footer.php';
