def log = new File(basedir, 'build.log').text
assert log.contains('spelling.patch')
assert log.contains('(but upstream differs)')
assert log =~ /hunk/
assert new File(basedir, 'target/upstream').isDirectory()
assert !new File(basedir, 'target/source').exists()
true
