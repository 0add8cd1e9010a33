def run(String... words) {
    assert new ProcessBuilder(words).redirectErrorStream(true).start().with { it.inputStream.text; it.waitFor() } == 0
}

run('cp', '-r', "$examples/hhvm/debian", "$basedir")
run('cp', '-r', "$examples/site-cache/src/main/php", "$basedir/php")
run("$examples/hhvm-miniature/make-upstream", "$basedir/upstream")
// Its recorded address is not there any more: the goal is given another.
run('mv', "$basedir/upstream/hhvm-third-party.git", "$basedir/upstream/elsewhere.git")
def changelog = new File(basedir, 'debian/changelog')
changelog.text = '''hhvm (3.18.6+dfsg1-1) unstable; urgency=medium

  * New upstream release.

 -- hhvm-deb developers <developers@hhvm-deb.example>  Thu, 14 Sep 2023 12:00:00 +0000

''' + changelog.text
true
