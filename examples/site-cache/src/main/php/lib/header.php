<html lang="en">
<head><meta charset="utf-8"><title>site-cache</title></head>
<body>
<?php
require __DIR__ . '/menu.php';
