package org.hhvmdeb.hhbc.host;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hhvmdeb.hhbc.host.AdminReply.Outcome;
import org.hhvmdeb.hhvm.RepoSchema;
import org.hhvmdeb.notice.InputException;

/**
 * Asks admin servers of HHVM who they are, over plain HTTP as they speak it, without proxy and without following
 * redirections. Whatever listens there: an answer is read up to a few kilobytes, and waited for no longer than asked.
 * Thread-safe.
 */
public final class AdminClient {

    private static final String SCHEMA = "repo-schema";
    private static final Pattern POWERED = Pattern.compile("HHVM/(\\S{1,40})");
    private static final Pattern LINE = Pattern.compile("[\\x21-\\x7e][\\x20-\\x7e]{0,199}");

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();
    private final Optional<String> password;
    private final Duration patience;

    /**
     * Sets up for servers that share a password.
     *
     * @param password what servers with {@code hhvm.admin_server.password} want to hear
     * @param patience how long one answer may take, from the name of the host to the end of the body
     */
    public AdminClient(Optional<String> password, Duration patience) {
        this.password = password;
        this.patience = patience;
    }

    /** Asks a server for its schema, and for its version and the like, which not every release tells. */
    public AdminReply identify(AdminAddress address) {
        try {
            HttpResponse<byte[]> answer = ask(address, SCHEMA);
            if (answer.statusCode() == 401 || answer.statusCode() == 403) {
                return AdminReply.failed(
                        Outcome.DENIED,
                        password.isPresent() ? "it does not take this password" : "it wants the admin password");
            }
            if (answer.statusCode() != 200) {
                return notHhvm("it answers /" + SCHEMA + " with HTTP status " + answer.statusCode());
            }
            Optional<String> line = line(answer);
            if (line.isEmpty()) {
                return notHhvm("its answer to /" + SCHEMA + " is " + described(answer.body()));
            }
            RepoSchema schema = RepoSchema.parse(line.get());
            Optional<String> compiler = told(address, "compiler-id");
            if (compiler.equals(line)) {
                return notHhvm("it says \"" + schema + "\" whatever it is asked");
            }
            return AdminReply.of(new AdminIdentity(schema, version(answer), compiler, told(address, "build-id")));
        } catch (InputException e) {
            return notHhvm("its answer to /" + SCHEMA + " is not a schema: " + e.getMessage());
        } catch (TimeoutException e) {
            return unreachable("no answer within " + patience.toMillis() / 1000.0 + " s");
        } catch (ProtocolException e) {
            return notHhvm("it does not speak HTTP");
        } catch (IOException e) {
            return unreachable(reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unreachable("interrupted");
        }
    }

    /** Releases differ in what they tell, and a password may be wanted for it: no answer is no fault. */
    private Optional<String> told(AdminAddress address, String question) throws InterruptedException {
        try {
            HttpResponse<byte[]> answer = ask(address, question);
            return answer.statusCode() == 200 ? line(answer) : Optional.empty();
        } catch (IOException | TimeoutException e) {
            return Optional.empty();
        }
    }

    private HttpResponse<byte[]> ask(AdminAddress address, String question)
            throws IOException, InterruptedException, TimeoutException {
        HttpRequest request = request(address, question);
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, i -> new BoundedBody());
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    /** What Java says of a URI it does not like has the URI in it, and that the password. */
    private HttpRequest request(AdminAddress address, String question) throws IOException {
        try {
            return HttpRequest.newBuilder(address.uri(question, password)).build();
        } catch (IllegalArgumentException e) {
            throw new IOException("no request can be sent to this address");
        }
    }

    /** The only line of a short answer in plain ASCII, unless the password is in it. */
    private Optional<String> line(HttpResponse<byte[]> answer) {
        String text = new String(answer.body(), StandardCharsets.ISO_8859_1).strip();
        return LINE.matcher(text).matches() && !saysThePassword(text) ? Optional.of(text) : Optional.empty();
    }

    private boolean saysThePassword(String text) {
        return password.filter(p -> !p.isEmpty())
                .filter(p -> text.contains(p) || text.contains(URLEncoder.encode(p, StandardCharsets.UTF_8)))
                .isPresent();
    }

    private Optional<String> version(HttpResponse<byte[]> answer) {
        Matcher powered =
                POWERED.matcher(answer.headers().firstValue("X-Powered-By").orElse(""));
        return powered.matches() && !saysThePassword(powered.group())
                ? Optional.of(powered.group(1))
                : Optional.empty();
    }

    private String described(byte[] body) {
        String text = new String(body, StandardCharsets.ISO_8859_1).strip();
        if (text.isEmpty()) {
            return "empty";
        }
        if (body.length > BoundedBody.MOST) {
            return "longer than " + BoundedBody.MOST + " bytes";
        }
        if (saysThePassword(text)) {
            return "the password that it was sent";
        }
        return text.startsWith("<") ? "a page of HTML" : "no single line of text";
    }

    private String reason(IOException failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof UnresolvedAddressException) {
            return "there is no host of that name";
        }
        String message = root.getMessage();
        if (message == null) {
            return failure instanceof ConnectException || root instanceof java.nio.channels.ClosedChannelException
                    ? "connection refused"
                    : root.getClass().getSimpleName();
        }
        boolean closed = message.contains("received no bytes") || message.contains("EOF");
        if (saysThePassword(message)) {
            return "it says back the password that it was sent";
        }
        return closed ? "it closes the connection without an answer" : message.replaceAll("\\p{Cntrl}", "?");
    }

    private static AdminReply notHhvm(String detail) {
        return AdminReply.failed(Outcome.NOT_HHVM, detail);
    }

    private static AdminReply unreachable(String detail) {
        return AdminReply.failed(Outcome.UNREACHABLE, detail);
    }
}
