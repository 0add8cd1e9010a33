package org.hhvmdeb.upstream.fetch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import javax.net.ssl.SSLSocketFactory;

/**
 * Sockets for https that go through a proxy's CONNECT. Java's own tunnel tells a proxy no password unless a property of the
 * whole virtual machine allows that.
 */
final class TunnelSockets extends SSLSocketFactory {

    private final SSLSocketFactory secure;
    private final ProxyServer proxy;
    private final Watch watch;

    TunnelSockets(SSLSocketFactory secure, ProxyServer proxy, Watch watch) {
        this.secure = secure;
        this.proxy = proxy;
        this.watch = watch;
    }

    /** Not connected yet: who asks for it connects it, and puts TLS on top with the next method. */
    @Override
    public Socket createSocket() {
        return new TunnelSocket(proxy, watch);
    }

    @Override
    public Socket createSocket(Socket tunnel, String host, int port, boolean autoClose) throws IOException {
        return secure.createSocket(tunnel, host, port, autoClose);
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return secure.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return secure.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw pastTheProxy();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        throw pastTheProxy();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw pastTheProxy();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        throw pastTheProxy();
    }

    /** What Java tries as a last resort. */
    private UnknownHostException pastTheProxy() {
        return new UnknownHostException("no connection without the proxy " + proxy);
    }
}
