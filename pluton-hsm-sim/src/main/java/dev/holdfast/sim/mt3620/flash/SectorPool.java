package dev.holdfast.sim.mt3620.flash;

import dev.holdfast.contract.id.Digest;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Contents of sectors by SHA-256, shared by chips while in use. Safe for use from any thread. */
final class SectorPool {
    static final SectorPool SHARED = new SectorPool();

    private final ConcurrentHashMap<Digest, Content> contents = new ConcurrentHashMap<>();
    private final ReferenceQueue<byte[]> unused = new ReferenceQueue<>();

    private static final class Content extends WeakReference<byte[]> {
        private final Digest digest;

        Content(Digest digest, byte[] bytes, ReferenceQueue<byte[]> unused) {
            super(bytes, unused);
            this.digest = digest;
        }
    }

    /** Returns bytes equal to {@code own}. Neither array may be changed afterwards. */
    byte[] share(byte[] own) {
        forgetUnused();
        Digest digest = Digest.sha256(own);
        // The found content may be garbage collected before the read; then this one replaces it.
        while (true) {
            Content found = contents.computeIfAbsent(digest, absent -> new Content(absent, own, unused));
            byte @Nullable [] bytes = found.get();
            if (bytes != null) {
                return bytes;
            }
            contents.remove(digest, found);
        }
    }

    private void forgetUnused() {
        for (Reference<? extends byte[]> gone = unused.poll(); gone != null; gone = unused.poll()) {
            Content content = (Content) gone;
            contents.remove(content.digest, content);
        }
    }
}
