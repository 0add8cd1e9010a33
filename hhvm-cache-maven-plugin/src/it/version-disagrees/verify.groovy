def log = new File(basedir, 'build.log').text
assert log.contains('debian/changelog:1')
assert log.contains('3.18.5+dfsg1-1')
assert log.contains('3.18.6')
true
