def field(File deb, String name) { ['dpkg-deb', '--field', "$deb", name].execute().text.trim() }

def hhvm = new File(basedir, 'examples/hhvm/target/packages/hhvm_3.18.5+dfsg1-1_amd64.deb')
def cache = new File(basedir, 'examples/site-cache/target/site-cache_1.0+hhvm3.18.5+dfsg1-1_amd64.deb')
def schema = field(hhvm, 'Provides')
assert schema ==~ /hhvm-repo-schema-[0-9a-f]{40}/
assert field(cache, 'Depends').split(', *').contains(schema)
assert field(cache, 'Version') == '1.0+hhvm3.18.5+dfsg1-1'

def installed = new File(localRepositoryPath, 'org/hhvmdeb/examples')
assert new File(installed, 'hhvm/1.0/hhvm-1.0.deb').bytes == hhvm.bytes
assert new File(installed, 'hhvm/1.0/hhvm-1.0-hhvm-doc.deb').isFile()
assert new File(installed, 'hhvm/1.0/hhvm-1.0.changes').isFile()
assert new File(installed, 'hhvm/1.0/hhvm-1.0.buildinfo').isFile()
assert new File(installed, 'site-cache/1.0/site-cache-1.0.deb').bytes == cache.bytes

def log = new File(basedir, 'build.log').text
// Maven 3 takes it from the local repository, Maven 4 from one of the project's own.
assert log =~ $/compiling with the hhvm of .*/hhvm-1\.0\.deb/$
true
