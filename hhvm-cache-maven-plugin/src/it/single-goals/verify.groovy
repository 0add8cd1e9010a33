def field(File deb, String name) { ['dpkg-deb', '--field', "$deb", name].execute().text.trim() }

def hhvm = new File(basedir, 'target/packages/hhvm_3.18.6+dfsg1-1_amd64.deb')
def cache = new File(basedir, 'target/blog-hhbc_2.0~rc1_amd64.deb')
assert field(cache, 'Depends').split(', *').contains(field(hhvm, 'Provides'))
assert field(cache, 'Maintainer') == 'Operations <ops@example.org>'

def log = new File(basedir, 'build.log').text
assert log.contains('skipped by hhvm.cache.skip')
assert log.contains('skipped by hhvm.cache.check-patches.skip')
true
