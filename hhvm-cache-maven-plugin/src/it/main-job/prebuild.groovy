def run(String... words) {
    assert new ProcessBuilder(words).redirectErrorStream(true).start().with { it.inputStream.text; it.waitFor() } == 0
}

def copy = new File(basedir, 'examples')
copy.mkdirs()
['pom.xml', 'hhvm', 'site-cache'].each { run('cp', '-r', "$examples/$it", "$copy") }
run('rm', '-rf', "$copy/hhvm/target", "$copy/site-cache/target")
run("$examples/hhvm-miniature/make-upstream", "$copy/target/upstream")
true
