def run(String... words) {
    assert new ProcessBuilder(words).redirectErrorStream(true).start().with { it.inputStream.text; it.waitFor() } == 0
}

run('cp', '-r', "$examples/hhvm/debian", "$basedir")
run("$examples/hhvm-miniature/make-upstream", "$basedir/upstream")
run('git', '-C', "$basedir/upstream/hhvm.git", 'pack-refs', '--all')
true
