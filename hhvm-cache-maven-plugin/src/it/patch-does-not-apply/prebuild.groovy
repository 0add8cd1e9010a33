def run(String... words) {
    assert new ProcessBuilder(words).redirectErrorStream(true).start().with { it.inputStream.text; it.waitFor() } == 0
}

run('cp', '-r', "$examples/hhvm/debian", "$basedir")
run("$examples/hhvm-miniature/make-upstream", "$basedir/upstream")
def patch = new File(basedir, 'debian/patches/spelling.patch')
patch.text = patch.text.readLines().collect { it.startsWith(' ') ? it + ' (but upstream differs)' : it }.join('\n') + '\n'
true
