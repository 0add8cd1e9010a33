  <ul>
<?php
echo '    <li>It\'s all "HIT" now.</li>', "\n";
echo "    <li>An upgrade of hhvm brings a cache of its own schema.</li>\n";
?>
  </ul>
