assert new File(basedir, 'target/upstream/hhvm_3.18.5+dfsg1.orig.tar.xz').isFile()
assert new File(basedir, 'target/source/hhvm_3.18.5+dfsg1-1.dsc').isFile()
true
