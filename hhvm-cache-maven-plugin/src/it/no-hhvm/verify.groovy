def log = new File(basedir, 'build.log').text
assert log.contains('there is no hhvm to compile with')
assert log.contains('<type>deb</type>')
assert log.contains('-Dhhvm.cache.hhvmDeb=FILE')
true
