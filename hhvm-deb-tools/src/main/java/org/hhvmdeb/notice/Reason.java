package org.hhvmdeb.notice;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.util.regex.Pattern;

/**
 * Why input or output failed, in words. What Java itself says of it is often the name of a file and nothing else, the name
 * of a class, or nothing at all.
 */
public final class Reason {

    /** In the names of directories in which we make what is not complete yet; nobody knows them. */
    private static final String OURS = "/.hhvm-deb-";

    private static final Pattern OURS_IN_WORDS = Pattern.compile("\\S*" + Pattern.quote(OURS) + "[^/]*/(?:new|old)/");

    private Reason() {}

    /** With the file that it is about, where Java tells one and the user can know it. */
    public static String of(IOException failure) {
        if (!(failure instanceof FileSystemException fault)) {
            return plain(failure);
        }
        String file = fault.getFile();
        if (file == null || file.contains(OURS)) {
            return plain(failure);
        }
        if (fault instanceof NoSuchFileException) {
            return "there is no " + file;
        }
        return fault instanceof AccessDeniedException ? "no permission for " + file : file + ": " + plain(failure);
    }

    /** Without the file, for a message that names it already. */
    public static String plain(IOException failure) {
        String reason = failure instanceof FileSystemException fault ? words(fault) : words(failure);
        return reason.contains("No space left on device") ? reason + " (free some space and run again)" : reason;
    }

    /** Java has classes for some and strerror(3)'s words for the others. */
    private static String words(FileSystemException failure) {
        if (failure instanceof AccessDeniedException) {
            return "Permission denied";
        }
        if (failure instanceof NoSuchFileException) {
            return "No such file or directory";
        }
        if (failure instanceof NotDirectoryException) {
            return "Not a directory";
        }
        if (failure instanceof DirectoryNotEmptyException) {
            return "Directory not empty";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "File exists";
        }
        if (failure instanceof FileSystemLoopException) {
            return "Too many levels of symbolic links";
        }
        if (failure instanceof NotLinkException) {
            return "Not a symbolic link";
        }
        String reason = failure.getReason();
        if (reason == null) {
            return "the file system does not say why";
        }
        // Java adds what it cannot know.
        return reason.replace(" or unable to access attributes of symbolic link", "");
    }

    private static String words(IOException failure) {
        if (failure instanceof EOFException) {
            return "it ends too early";
        }
        if (failure instanceof CharacterCodingException) {
            return "it is not text in UTF-8";
        }
        String said = failure.getMessage();
        if (said == null || said.isBlank()) {
            return failure.getCause() instanceof IOException cause && cause != failure
                    ? of(cause)
                    : "nothing is known but that it failed";
        }
        return OURS_IN_WORDS.matcher(said).replaceAll("");
    }
}
