def field(File deb, String name) { ['dpkg-deb', '--field', "$deb", name].execute().text.trim() }

// Its module has been cleaned in between.
def installed = new File(localRepositoryPath, 'org/hhvmdeb/examples')
def hhvm = new File(installed, 'hhvm/1.0/hhvm-1.0.deb')
def cache = new File(basedir, 'examples/site-cache/target/site-cache_1.0+hhvm3.18.5+dfsg1-1_amd64.deb')
def schema = field(hhvm, 'Provides')
assert schema ==~ /hhvm-repo-schema-[0-9a-f]{40}/
assert field(cache, 'Depends').split(', *').contains(schema)
assert field(cache, 'Version') == '1.0+hhvm3.18.5+dfsg1-1'
assert field(hhvm, 'Version') == '3.18.5+dfsg1-1'

assert new File(installed, 'hhvm/1.0/hhvm-1.0-hhvm-doc.deb').isFile()
assert new File(installed, 'hhvm/1.0/hhvm-1.0.changes').isFile()
assert new File(installed, 'hhvm/1.0/hhvm-1.0.buildinfo').isFile()
assert new File(installed, 'site-cache/1.0/site-cache-1.0.deb').bytes == cache.bytes

def log = new File(basedir, 'build.log').text
assert log.contains('skipped by hhvm.cache.skip')
// In the reactor it is the module's own; Maven 4 copies that to a repository of the project, where -pl and -rf find it.
assert log =~ $/compiling with the hhvm of .*/examples/hhvm/target/packages/hhvm_3\.18\.5\+dfsg1-1_amd64\.deb/$
assert log =~ $/compiling with the hhvm of .*/hhvm-1\.0\.deb/$
assert log.count('compiling with the hhvm of ') == 6
assert log.count('building hhvm-3.18.5+dfsg1 with dpkg-buildpackage') <= 1
assert log.count('target/packages is up to date') == 2
assert log.count('] took ') == 2 * log.count('] built ')
def stale = log.readLines().findAll { it.contains('which has made no .deb in this run') && it.contains('on project site-cache') }
assert stale.size() == 2
stale.each {
    assert it.contains("the module hhvm (${new File(basedir, 'examples/hhvm')})")
    assert it =~ $/and .*/hhvm-1\.0\.deb is of an earlier one/$
    assert it.contains('Run mvn package')
}
assert log.contains('packaged ') && log.contains('site-cache_1.1+hhvm3.18.5+dfsg1-1_amd64.deb')
assert new File(basedir, 'examples/site-cache/target').list().findAll { it.endsWith('.deb') } == [cache.name]
assert log.contains('2 settings of package-repo are wrong or missing')
assert log.count('files compiled into') == 1
assert log.count(' files up to date in ') == 5
assert log.contains('build-packages is skipped by hhvm.cache.skip, so install and deploy have nothing to take')
assert log.count('the build was resumed behind the module hhvm') >= 1
true
