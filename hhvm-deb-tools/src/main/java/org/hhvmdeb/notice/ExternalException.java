package org.hhvmdeb.notice;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something outside is missing or failed: a program, the network, the disk. The same call can succeed once that is
 * mended. Command line: exit code 3.
 */
public final class ExternalException extends HhvmDebException {

    private static final long serialVersionUID = 1L;

    /** In the names of directories in which we make what is not complete yet; nobody knows them. */
    private static final String OURS = "/.hhvm-deb-";

    private static final Pattern OURS_IN_WORDS = Pattern.compile("\\S*" + Pattern.quote(OURS) + "[^/]*/(?:new|old)/");

    public ExternalException(String message) {
        super(message, null);
    }

    public ExternalException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * Tells a person what an input or output error means.
     *
     * @param doing what was going on, as in {@code "writing target/upstream"}
     */
    public static ExternalException during(String doing, IOException cause) {
        return new ExternalException(
                doing + " failed: " + reason(cause) + "; what was there before is untouched", cause);
    }

    /**
     * Tells a person why something cannot be read.
     *
     * @param what a file, or words for it
     */
    public static ExternalException reading(Object what, IOException cause) {
        return new ExternalException("cannot read " + what + ": " + reason(cause), cause);
    }

    /**
     * Tells a person why something cannot be written.
     *
     * @param what a file as the user named it, or words for it
     */
    public static ExternalException writing(Object what, IOException cause) {
        String why = cause instanceof FileSystemException file ? withAdvice(plain(file)) : reason(cause);
        return new ExternalException("cannot write " + what + ": " + why, cause);
    }

    private static String reason(IOException cause) {
        if (!(cause instanceof FileSystemException failure)) {
            String said = cause.getMessage();
            return withAdvice(
                    said == null ? unspoken(cause) : OURS_IN_WORDS.matcher(said).replaceAll(""));
        }
        String file = failure.getFile();
        if (file == null || file.contains(OURS)) {
            return withAdvice(plain(failure));
        }
        if (failure instanceof NoSuchFileException) {
            return "there is no " + file;
        }
        return failure instanceof AccessDeniedException
                ? "no permission for " + file
                : withAdvice(file + ": " + plain(failure));
    }

    /** The reason alone; Java has classes for some and strerror(3)'s words for the others. */
    private static String plain(FileSystemException failure) {
        if (failure instanceof AccessDeniedException) {
            return "Permission denied";
        }
        if (failure instanceof NoSuchFileException) {
            return "No such file or directory";
        }
        if (failure instanceof NotDirectoryException) {
            return "Not a directory";
        }
        return failure.getReason() == null ? failure.getClass().getSimpleName() : failure.getReason();
    }

    private static String unspoken(IOException cause) {
        return cause instanceof EOFException
                ? "it ends too early"
                : cause.getClass().getSimpleName();
    }

    private static String withAdvice(String reason) {
        return reason.contains("No space left on device") ? reason + " (free some space and run again)" : reason;
    }
}
