<?php
/*
 * Loaded once by every page, before anything else.
 */
echo '<!DOCTYPE html>', "\n";
