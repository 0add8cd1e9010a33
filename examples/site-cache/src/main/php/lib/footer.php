<?php
# Closes what lib/header.php opened.
echo "</body>\n", '</html>', "\n";
