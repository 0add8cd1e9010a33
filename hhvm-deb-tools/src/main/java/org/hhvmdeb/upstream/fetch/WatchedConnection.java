package org.hhvmdeb.upstream.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.ProtocolException;
import java.net.URL;
import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.jspecify.annotations.Nullable;

/**
 * One request to a web server. The answer is decompressed here, so that the bounds see what JGit sees, and gets the bounds of
 * what it is.
 */
final class WatchedConnection implements HttpConnection {

    private static final String ENCODING = "Content-Encoding";
    /** Far less than a modem's speed; for the text before a pack. */
    private static final long LEAST = 1000;
    /** While it prepares a pack, git sends five bytes every five seconds. */
    private static final long LEAST_PREPARING = 40;

    private final HttpURLConnection connection;
    private final boolean mayAuthorize;
    private final Watch watch;
    private @Nullable InputStream answer;

    WatchedConnection(HttpURLConnection connection, boolean mayAuthorize, Watch watch) {
        this.connection = connection;
        this.mayAuthorize = mayAuthorize;
        this.watch = watch;
    }

    /** Something that waits for the server. */
    @FunctionalInterface
    private interface Waiting<T> {
        T run() throws IOException;
    }

    private <T> T waiting(Waiting<T> work) throws IOException {
        watch.waitFor(1);
        try {
            return work.run();
        } finally {
            watch.answered();
        }
    }

    @Override
    public int getResponseCode() throws IOException {
        // Other repositories that this one points to: git itself takes none from a web server, either.
        boolean alternates = connection.getURL().getPath().matches(".*/objects/info/(?:http-)?alternates");
        return alternates ? HTTP_NOT_FOUND : waiting(connection::getResponseCode);
    }

    @Override
    public String getResponseMessage() throws IOException {
        return waiting(connection::getResponseMessage);
    }

    @Override
    public InputStream getInputStream() throws IOException {
        if (answer == null) {
            String path = connection.getURL().getPath();
            InputStream plain = waiting(connection::getInputStream);
            InputStream metered = new MeteredInput(plain, watch, isResult() ? LEAST_PREPARING : LEAST);
            InputStream unpacked =
                    isPacked() ? new BoundedInput(new GZIPInputStream(metered), (b, o, n) -> watch.count(n)) : metered;
            answer = bounded(unpacked, path);
        }
        return answer;
    }

    private boolean isResult() {
        return "application/x-git-upload-pack-result".equals(connection.getContentType());
    }

    private boolean isPacked() {
        String encoding = connection.getHeaderField(ENCODING);
        return "gzip".equals(encoding) || "x-gzip".equals(encoding);
    }

    private InputStream bounded(InputStream in, String path) {
        if (isResult() || "application/x-git-upload-pack-advertisement".equals(connection.getContentType())) {
            return new BoundedInput(in, new PacketBound(watch));
        }
        if (path.endsWith(".idx")) {
            return new BoundedInput(in, new IndexBound(watch));
        }
        if (path.endsWith(".pack")) {
            return in;
        }
        return new BoundedInput(
                in, path.matches(".*/objects/[0-9a-f]{2}/[0-9a-f]+") ? new SizeBound(watch) : new TextBound(watch));
    }

    /** JGit makes room for as much as is announced; what is not said is read as it comes. */
    @Override
    public int getContentLength() {
        return -1;
    }

    @Override
    public @Nullable String getHeaderField(String name) {
        return name.equalsIgnoreCase(ENCODING) ? null : connection.getHeaderField(name);
    }

    @Override
    public List<String> getHeaderFields(String name) {
        return connection.getHeaderFields().entrySet().stream()
                .filter(h -> name.equalsIgnoreCase(h.getKey()) && !name.equalsIgnoreCase(ENCODING))
                .flatMap(h -> h.getValue().stream())
                .toList();
    }

    @Override
    public Map<String, List<String>> getHeaderFields() {
        return connection.getHeaderFields();
    }

    @Override
    public void setRequestProperty(String key, String value) {
        if (mayAuthorize || !key.equalsIgnoreCase("Authorization")) {
            connection.setRequestProperty(key, value);
        }
    }

    @Override
    public URL getURL() {
        return connection.getURL();
    }

    @Override
    public String getContentType() {
        return connection.getContentType();
    }

    @Override
    public void setRequestMethod(String method) throws ProtocolException {
        connection.setRequestMethod(method);
    }

    @Override
    public String getRequestMethod() {
        return connection.getRequestMethod();
    }

    @Override
    public void setUseCaches(boolean caches) {
        connection.setUseCaches(caches);
    }

    @Override
    public void setConnectTimeout(int timeout) {
        connection.setConnectTimeout(timeout);
    }

    @Override
    public void setReadTimeout(int timeout) {
        connection.setReadTimeout(timeout);
    }

    @Override
    public void setInstanceFollowRedirects(boolean follow) {
        connection.setInstanceFollowRedirects(follow);
    }

    @Override
    public void setDoOutput(boolean output) {
        connection.setDoOutput(output);
    }

    @Override
    public void setFixedLengthStreamingMode(int length) {
        connection.setFixedLengthStreamingMode(length);
    }

    @Override
    public void setChunkedStreamingMode(int length) {
        connection.setChunkedStreamingMode(length);
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return waiting(connection::getOutputStream);
    }

    @Override
    public boolean usingProxy() {
        return connection.usingProxy();
    }

    @Override
    public void connect() throws IOException {
        waiting(() -> {
            connection.connect();
            return true;
        });
    }

    @Override
    public void configure(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
            throws NoSuchAlgorithmException, KeyManagementException {
        throw new KeyManagementException("certificates are checked as Java does");
    }

    @Override
    public void setHostnameVerifier(HostnameVerifier verifier) throws KeyManagementException {
        throw new KeyManagementException("certificates are checked as Java does");
    }
}
