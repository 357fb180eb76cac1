<?php

require __DIR__ . '/doku.php';
