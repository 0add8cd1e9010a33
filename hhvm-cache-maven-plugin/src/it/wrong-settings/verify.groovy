def log = new File(basedir, 'build.log').text
assert log.contains('<exclude> is not a parameter of any goal of hhvm-cache')
assert log.contains('-Dhhvm.cache.phpExcludes is not a parameter of any goal')
assert log.contains('<filesExcluded> is a parameter of import-upstream, which does not run in a project of packaging hhbc-deb')
true
