// The goal again, in a chroot whose root is no mount point and with settings of git that nobody can read: JGit has much to log.
def quiet(String whole) {
    // What Maven 4 asks a repository for before all else, and says that not every one has.
    def log = whole.readLines().findAll { !it.contains('Could not transfer metadata /.meta/') }.join('\n')
    assert log.contains('BUILD SUCCESS')
    assert !log.contains('[ERROR]') && !log.contains('[WARNING]') && !log.contains('[WARN]') : log
    true
}

def first = new File(basedir, 'build.log').text
assert quiet(first)

// Where this build itself runs in such a root, it has been shown, and nobody can make another.
if (['mountpoint', '-q', '/'].execute().waitFor() != 0 || ['unshare', '--mount', 'true'].execute().waitFor() != 0) {
    return true
}

def root = new File(basedir, 'root')
def project = new File(root, 'bare-root-data/project')
project.mkdirs()
new File(root, 'bare-root-data/.gitconfig').text = '[broken\n'
assert ['cp', '-r', "$basedir/debian", "$basedir/upstream", "$project"].execute().waitFor() == 0

def builder = new ProcessBuilder('unshare', '--mount',
        "$examples/../hhvm-deb-tools/src/test/resources/org/hhvmdeb/process/enter-bare-root", "$root",
        'sh', '-c', 'cd /bare-root-data/project && exec "$@"', 'sh',
        "$mavenHome/bin/mvn", '-B', '-ntp', '-o',
        '-s', "$basedir/../interpolated-settings.xml", "-Dmaven.repo.local=$localRepositoryPath",
        'org.hhvmdeb:hhvm-cache-maven-plugin:' + (first =~ /hhvm-cache(?:-maven-plugin)?:([^:]+):import-upstream/)[0][1] + ':import-upstream',
        '-Dhhvm.cache.tag=HHVM-3.18.5', '-Dhhvm.cache.upstreamUrl=upstream/hhvm.git').redirectErrorStream(true)
builder.environment().put('HOME', '/bare-root-data')
builder.environment().remove('XDG_CONFIG_HOME')
def process = builder.start()
def second = process.inputStream.text
assert process.waitFor() == 0 : second
quiet(second)
