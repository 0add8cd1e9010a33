package org.hhvmdeb.upstream.git;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefDatabase;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.hhvmdeb.notice.HhvmDebException;
import org.hhvmdeb.notice.HumanUnits;
import org.hhvmdeb.notice.InputException;
import org.hhvmdeb.notice.Progress;
import org.hhvmdeb.upstream.fetch.FetchBroken;
import org.hhvmdeb.upstream.fetch.FetchSession;
import org.hhvmdeb.upstream.fetch.Fetching;
import org.jspecify.annotations.Nullable;

/**
 * A repository behind a URL. Only what a commit holds is fetched, without history where the server allows that, and what
 * the cache has from earlier is not fetched again.
 */
final class RemoteRepository implements GitRepository {

    /** Everything, even if what we have was cut off before; git's own number for that. */
    private static final int WHOLE_HISTORY = Integer.MAX_VALUE;
    /** Keeps what a commit holds from ever being taken for garbage. */
    private static final String KEPT = "refs/kept/";

    private final RepositoryAddress address;
    private final CachedRepository cached;
    private final Fetching fetching;
    private final Progress progress;
    private @Nullable Map<String, Ref> tags;

    RemoteRepository(RepositoryAddress address, CachedRepository cached, Fetching fetching, Progress progress) {
        this.address = address;
        this.cached = cached;
        this.fetching = fetching;
        this.progress = progress;
    }

    @Override
    public Set<String> tags() throws HhvmDebException {
        return advertised().keySet();
    }

    @Override
    public ObjectId commitOf(String tag) throws HhvmDebException {
        Ref ref = ref(tag);
        ObjectId peeled = ref.getPeeledObjectId();
        return peeled == null ? ref.getObjectId() : peeled;
    }

    @Override
    public boolean isAnnotated(String tag) throws HhvmDebException {
        return ref(tag).getPeeledObjectId() != null;
    }

    @Override
    public TagObject tagObject(String tag) throws HhvmDebException, IOException {
        ObjectId id = ref(tag).getObjectId();
        if (!objects().getObjectDatabase().has(id)) {
            try {
                // All that the tag stands for comes with it, which is wanted next.
                fetch(List.of(new RefSpec(Constants.R_TAGS + tag + ":" + KEPT + id.name())), 1, receiving());
            } catch (FetchBroken | TransportException e) {
                throw failed(e);
            }
        }
        return cached.repository().tagObject(id, tag);
    }

    private Ref ref(String tag) throws HhvmDebException {
        Ref ref = advertised().get(tag);
        if (ref == null && fetching.isOffline()) {
            throw failed(fetching.offline("the git cache lacks the tag " + tag));
        }
        if (ref == null) {
            throw new TagSuggestions(tag, address.shown(), tags()).exception();
        }
        return ref;
    }

    @Override
    public GitTree tree(ObjectId commit) throws HhvmDebException, IOException {
        if (local().exactRef(KEPT + commit.name()) == null
                && !cached.repository().has(commit)) {
            bring(commit);
            if (!cached.repository().has(commit)) {
                throw new InputException("the repository " + address.shown() + " has no commit " + commit.name()
                        + " on any branch or tag");
            }
            // JGit itself makes no reference for a commit that was asked for by its id.
            refer(Map.of(KEPT + commit.name(), commit));
        }
        if (!fetching.isOffline()) {
            refer(tagsOf(commit).collect(Collectors.toMap(Ref::getName, Ref::getObjectId)));
        }
        return cached.repository().tree(commit);
    }

    /** For the day without a network, and so that what is here is known to be. */
    private void refer(Map<String, ObjectId> wanted) throws HhvmDebException, IOException {
        Map<String, ObjectId> missing = new TreeMap<>();
        for (Map.Entry<String, ObjectId> each : wanted.entrySet()) {
            Ref known = local().exactRef(each.getKey());
            boolean same = known != null && each.getValue().equals(known.getObjectId());
            if (!same
                    && AdvertisedRefs.isFile(each.getKey())
                    && objects().getObjectDatabase().has(each.getValue())) {
                missing.put(each.getKey(), each.getValue());
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        cached.change(gitDirectory -> {
            try (Repository changed =
                    new FileRepositoryBuilder().setGitDir(gitDirectory.toFile()).build()) {
                for (Map.Entry<String, ObjectId> each : missing.entrySet()) {
                    RefUpdate update = changed.getRefDatabase().newUpdate(each.getKey(), false);
                    update.setNewObjectId(each.getValue());
                    update.forceUpdate();
                }
            }
        });
    }

    @Override
    public List<UpstreamCommit> history(ObjectId from, ObjectId to, Collection<GitPath> paths)
            throws HhvmDebException, IOException {
        if (fetching.isOffline()) {
            return historyHere(from, to, paths);
        }
        try {
            // With the other tags, which share nearly all of it: what asks for history asks when something came in.
            Stream<RefSpec> tips = Stream.of(kept(from), kept(to));
            fetch(
                    Stream.concat(tips, AdvertisedRefs.fetched(advertised().values().stream()))
                            .toList(),
                    WHOLE_HISTORY,
                    receiving());
        } catch (FetchBroken | TransportException e) {
            throw failed(e);
        }
        return cached.repository().history(from, to, paths);
    }

    private List<UpstreamCommit> historyHere(ObjectId from, ObjectId to, Collection<GitPath> paths)
            throws HhvmDebException, IOException {
        boolean cutOff = !objects().getObjectDatabase().getShallowCommits().isEmpty();
        if (cutOff || !cached.repository().has(from) || !cached.repository().has(to)) {
            throw failed(fetching.offline("the git cache lacks the history"));
        }
        return cached.repository().history(from, to, paths);
    }

    @Override
    public boolean contains(ObjectId tip, ObjectId commit) throws HhvmDebException, IOException {
        return cached.repository().contains(tip, commit);
    }

    @Override
    public Optional<GitPath> moved(GitPath path, ObjectId from, ObjectId to) throws HhvmDebException, IOException {
        tree(from);
        tree(to);
        return cached.repository().moved(path, from, to);
    }

    private RefSpec kept(ObjectId commit) {
        return new RefSpec(advertisedNameOf(commit) + ":" + KEPT + commit.name());
    }

    private void bring(ObjectId commit) throws HhvmDebException, IOException {
        JGitProgress receiving = receiving();
        try {
            fetch(
                    Stream.concat(Stream.of(kept(commit)), AdvertisedRefs.fetched(tagsOf(commit)))
                            .toList(),
                    1,
                    receiving);
            return;
        } catch (FetchBroken e) {
            throw failed(e);
        } catch (TransportException e) {
            if (failure(e).isUnreachable() || receiving.hasBegun()) {
                throw failed(e);
            }
            progress.note(address.shown() + " does not give out single commits ("
                    + failure(e).reason(e) + "); fetching all its branches and tags");
        }
        try {
            Stream<RefSpec> branches = AdvertisedRefs.fetched(listed(Constants.R_HEADS).values().stream());
            fetch(
                    Stream.concat(branches, AdvertisedRefs.fetched(advertised().values().stream()))
                            .toList(),
                    WHOLE_HISTORY,
                    receiving());
        } catch (FetchBroken | TransportException e) {
            throw failed(e);
        }
    }

    /** Every server gives out its tags; what an annotated tag points to not every server gives out by its id. */
    private String advertisedNameOf(ObjectId commit) {
        return tagsOf(commit).map(Ref::getName).findFirst().orElse(commit.name());
    }

    private Stream<Ref> tagsOf(ObjectId commit) {
        return (tags == null ? Map.<String, Ref>of() : tags)
                .values().stream().filter(r -> commit.equals(r.getObjectId()) || commit.equals(r.getPeeledObjectId()));
    }

    private Map<String, Ref> remembered() throws HhvmDebException {
        Map<String, Ref> found = new TreeMap<>();
        try {
            for (Ref ref : local().getRefsByPrefix(Constants.R_TAGS)) {
                found.put(ref.getName().substring(Constants.R_TAGS.length()), local().peel(ref));
            }
        } catch (IOException e) {
            throw failed(e);
        }
        if (found.isEmpty()) {
            throw failed(fetching.offline("the git cache has no tag of it"));
        }
        progress.warn("offline: of " + address.shown() + ", only what the git cache has is known: "
                + HumanUnits.count(found.size(), "tag") + ", as of the last fetch");
        return found;
    }

    private JGitProgress receiving() {
        return new JGitProgress(progress, "fetching " + address.published());
    }

    private void fetch(List<RefSpec> what, int depth, JGitProgress receiving) throws HhvmDebException, IOException {
        cached.change(gitDirectory -> {
            try (FetchSession session = open(gitDirectory)) {
                session.run(transport -> {
                    transport.setTagOpt(TagOpt.NO_TAGS);
                    transport.setDepth(depth);
                    return transport.fetch(session.limited(receiving), what);
                });
            }
        });
    }

    private Map<String, Ref> advertised() throws HhvmDebException {
        if (tags != null) {
            return tags;
        }
        if (fetching.isOffline()) {
            tags = remembered();
            return tags;
        }
        tags = listed(Constants.R_TAGS);
        return tags;
    }

    private Map<String, Ref> listed(String prefix) throws HhvmDebException {
        try (FetchSession session = open(objects().getDirectory().toPath())) {
            Collection<Ref> refs = session.run(transport -> {
                try (FetchConnection connection =
                        transport.openFetch(List.of(new RefSpec(prefix + "*:" + prefix + "*")))) {
                    return connection.getRefs();
                }
            });
            return AdvertisedRefs.under(prefix, refs, address.shown(), progress);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private FetchSession open(Path gitDirectory) throws IOException, InputException {
        FileRepositoryBuilder receiver = new FileRepositoryBuilder().setGitDir(gitDirectory.toFile());
        return fetching.open(receiver, address.transport(), address.credential());
    }

    private Repository objects() {
        return cached.repository().objects();
    }

    private RefDatabase local() {
        return objects().getRefDatabase();
    }

    private HhvmDebException failed(IOException e) {
        return failure(e).exception();
    }

    private FetchFailure failure(IOException e) {
        return new FetchFailure(address.shown(), e, fetching.secrets());
    }

    @Override
    public void close() throws IOException {
        cached.close();
    }
}
