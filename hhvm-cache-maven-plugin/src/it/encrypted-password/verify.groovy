context.get('server').stop(0)
assert context.get('asked').contains(false) && context.get('asked').contains(true)
assert new File(basedir, 'target/upstream/hhvm_3.18.5+dfsg1.orig.tar.xz').isFile()

def own = ['global-settings.xml', 'prebuild.groovy', 'verify.groovy']
def secrets = ['correct horse', 'hhvm:correct horse'.bytes.encodeBase64().toString()]
basedir.eachFileRecurse { file ->
    if (file.isFile() && !own.contains(file.name)) {
        secrets.each { assert !file.getText('ISO-8859-1').contains(it) : file }
    }
}
true
