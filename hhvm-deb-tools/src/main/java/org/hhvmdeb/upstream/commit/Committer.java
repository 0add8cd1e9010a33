package org.hhvmdeb.upstream.commit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.UserConfig;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.upstream.packaging.PackagingRepository;

/** Who commits to the packaging repository, and writes its changelog. */
final class Committer {

    /** What both git and deb-changelog(5) can write down. */
    private static final Pattern IDENTITY =
            Pattern.compile("([^<>\\p{Cntrl}]*[^<>\\s\\p{Cntrl}])\\s*<([^<>\\s\\p{Cntrl}]+)>");

    private Committer() {}

    /**
     * The one that was asked for, otherwise the one of git's configuration.
     *
     * @throws InputException when nobody said who it is
     */
    static PersonIdent of(CommitRequest request, PackagingRepository packaging) throws InputException {
        String text = request.identity().isPresent() ? request.identity().get() : configured(packaging);
        Matcher identity = IDENTITY.matcher(text.strip());
        if (!identity.matches()) {
            throw new InputException("the committer is \"" + text + "\", which is not of the form: Name <mail>");
        }
        return new PersonIdent(
                identity.group(1), identity.group(2), request.date().orElseGet(Instant::now), ZoneOffset.UTC);
    }

    private static String configured(PackagingRepository packaging) throws InputException {
        UserConfig user = packaging.git().getConfig().get(UserConfig.KEY);
        if (user.isCommitterNameImplicit() || user.isCommitterEmailImplicit()) {
            throw new InputException("no committer identity is configured for " + packaging.shown()
                    + "; set DEBFULLNAME and DEBEMAIL, or git's user.name and user.email");
        }
        return user.getCommitterName() + " <" + user.getCommitterEmail() + ">";
    }
}
