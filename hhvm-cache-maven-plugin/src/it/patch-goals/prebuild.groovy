def run(String... words) {
    assert new ProcessBuilder(words).redirectErrorStream(true).start().with { it.inputStream.text; it.waitFor() } == 0
}

run("$examples/hhvm-miniature/make-upstream", "$basedir/upstream")
run('cp', '-r', "$examples/hhvm/debian", "$basedir")
run('git', 'clone', '-q', '--branch', 'HHVM-3.18.5', "$basedir/upstream/hhvm.git", "$basedir/source")
run('cp', '-r', "$examples/hhvm/debian", "$basedir/source")
run('cp', '-r', "$basedir/source", "$basedir/untouched")
true
