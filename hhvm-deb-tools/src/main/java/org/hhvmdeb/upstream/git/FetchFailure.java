package org.hhvmdeb.upstream.git;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.hhvmdeb.notice.ExternalException;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.upstream.fetch.FetchBroken;
import org.hhvmdeb.upstream.fetch.OwnSecrets;

/**
 * Why something could not be fetched, for a person.
 *
 * @param shown the address, without credentials
 * @param secrets what servers were told, and may say back
 */
public record FetchFailure(String shown, IOException cause, OwnSecrets secrets) {

    /** More of a server's words than anybody reads. */
    private static final int LONGEST = 500;

    public HhvmDebException exception() {
        if (cause instanceof NoRemoteRepositoryException) {
            return new InputException("there is no git repository at " + shown + ": " + reason(cause), scrubbed(cause));
        }
        String advice = cause instanceof FetchBroken ? "" : "; check the address, the network and your access";
        return new ExternalException("cannot fetch from " + shown + ": " + reason(cause) + advice, scrubbed(cause));
    }

    /** Whether the server was not reached at all. */
    boolean isUnreachable() {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof NoRemoteRepositoryException
                    || each instanceof UnknownHostException
                    || each instanceof UnresolvedAddressException
                    || each instanceof SocketException
                    || each instanceof SSLException) {
                return true;
            }
        }
        return false;
    }

    /** JGit's exceptions have the whole URL in them; whoever prints causes must not print that. */
    private Throwable scrubbed(Throwable original) {
        Throwable below = original.getCause();
        IOException copy = new IOException(
                original.getClass().getSimpleName() + ": " + clean(String.valueOf(original.getMessage())),
                below == null ? null : scrubbed(below));
        copy.setStackTrace(original.getStackTrace());
        return copy;
    }

    /** JGit's message without the URL at its start, and what lies under it. */
    String reason(Throwable e) {
        if (e instanceof FetchBroken) {
            return secrets.masked(String.valueOf(e.getMessage()));
        }
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof UnknownHostException) {
            return "unknown host " + clean(String.valueOf(root.getMessage()));
        }
        if (root instanceof UnresolvedAddressException) {
            // It is what the ssh client throws, and names no host.
            return "unknown host " + host();
        }
        if (root instanceof ConnectException || root instanceof NoRouteToHostException) {
            return clean(String.valueOf(root.getMessage()));
        }
        String first = clean(String.valueOf(e.getMessage()));
        String last = clean(root.getClass().getSimpleName() + " " + root.getMessage());
        return root == e ? first : first + " (" + last + ")";
    }

    private String host() {
        return shown.replaceFirst("^[a-z+]+://", "")
                .replaceFirst("^[^@/]*@", "")
                .replaceFirst("[:/].*$", "");
    }

    private String clean(String message) {
        String withoutUrl =
                secrets.masked(message).replaceFirst("^[^ ]+:: ?|^(?:(?:https?|ssh|git)://|[^ /]+:)[^ ]*: ", "");
        String plain = withoutUrl.replaceAll("//[^/@ ]*@", "//").replaceAll("(//[^ ?;#]*)([?;#])[^ ]+", "$1$2…");
        return plain.length() > LONGEST ? plain.substring(0, LONGEST) + "…" : plain;
    }
}
