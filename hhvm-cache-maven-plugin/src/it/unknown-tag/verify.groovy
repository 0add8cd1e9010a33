def log = new File(basedir, 'build.log').text
assert log.contains('HHVM-3.18.55')
assert log.contains('HHVM-3.18.5')
assert !new File(basedir, 'target/source').exists()
true
