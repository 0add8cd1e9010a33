<?php
// The smallest site that has two files.
echo 'Hello from ', "the miniature.\n";
require __DIR__ . '/lib/footer.php';
