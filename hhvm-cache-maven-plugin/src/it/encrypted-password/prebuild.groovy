import com.sun.net.httpserver.HttpServer

def run(String... words) {
    assert new ProcessBuilder(words).redirectErrorStream(true).start().with { it.inputStream.text; it.waitFor() } == 0
}

run('cp', '-r', "$examples/hhvm/debian", "$basedir")
run("$examples/hhvm-miniature/make-upstream", "$basedir/upstream")
def root = new File(basedir, 'upstream').canonicalFile
root.listFiles().findAll { it.name.endsWith('.git') }.each { run('git', '-C', "$it", 'update-server-info') }

def wanted = 'Basic ' + 'hhvm:correct horse'.bytes.encodeBase64()
def server = HttpServer.create(new InetSocketAddress(InetAddress.loopbackAddress, 0), 0)
def asked = Collections.synchronizedList([])
server.createContext('/') { exchange ->
    def file = new File(root, exchange.requestURI.path.substring(1)).canonicalFile
    def known = exchange.requestHeaders.getFirst('Authorization') == wanted
    asked << known
    if (!known) {
        exchange.responseHeaders.add('WWW-Authenticate', 'Basic realm="upstream"')
    }
    byte[] content = known && file.path.startsWith("$root/") && file.isFile() ? file.bytes : new byte[0]
    exchange.sendResponseHeaders(!known ? 401 : content.length == 0 ? 404 : 200, content.length == 0 ? -1 : content.length)
    if (content.length > 0) {
        exchange.responseBody.write(content)
    }
    exchange.close()
}
server.start()
context.put('server', server)
context.put('asked', asked)

new File(basedir, '.mvn').mkdirs()
new File(basedir, '.mvn/maven.config').text = """\
-Dhhvm.cache.upstreamUrl=http://127.0.0.1:${server.address.port}/hhvm.git
-Dsettings.security=$basedir/settings-security.xml
--global-settings=$basedir/global-settings.xml
"""
true
