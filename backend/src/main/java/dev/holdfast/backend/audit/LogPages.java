package dev.holdfast.backend.audit;

import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.audit.AuditRow;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.tlog.MerkleProof.Place;
import dev.holdfast.contract.tlog.Tile;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** A whole log, page after page, each in a transaction of its own: entries, and the hashes that were kept when they were sealed. */
@ApplicationScoped
class LogPages {
    /** Entries of a page: as many as {@value #TILES} tiles have. */
    static final int WIDTH = 2048;

    private static final int TILES = WIDTH / Tile.WIDTH;

    private final Transactions transactions;
    private final AuditLog audit;
    private final SealedLogs logs;

    LogPages(Transactions transactions, AuditLog audit, SealedLogs logs) {
        this.transactions = transactions;
        this.audit = audit;
        this.logs = logs;
    }

    /**
     * What is there when the reading begins; later entries are not read.
     *
     * @param tree how far it is sealed
     * @param kept earlier checkpoints
     * @param last the newest entry's number
     */
    record Head(SealedTree tree, List<String> kept, long last) {
        /** Returns all checkpoints, the newest last. */
        List<String> checkpoints() {
            List<String> all = new ArrayList<>(kept);
            if (tree.size() > 0 && !all.contains(tree.checkpoint())) {
                all.add(tree.checkpoint());
            }
            return all;
        }
    }

    /**
     * The next entries.
     *
     * @param hashes what was kept, tile after tile; fewer where the log is not sealed, or where a tile is lost
     * @param entries in their order
     * @param next where the next page begins; {@link Begin#NOWHERE} behind the last
     */
    record Page(List<List<Digest>> hashes, List<AuditRow> entries, Begin next) {
        /** Passes on the hashes of each tile, each before the tile's entries, and the entries that have none. */
        void forEach(Consumer<List<Digest>> tile, Consumer<AuditRow> entry) {
            int passed = 0;
            long until = entries.isEmpty() ? 0 : (entries.getFirst().sequence() - 1) / WIDTH * WIDTH;
            for (List<Digest> some : hashes) {
                tile.accept(some);
                until += some.size();
                while (passed < entries.size() && entries.get(passed).sequence() <= until) {
                    entry.accept(entries.get(passed++));
                }
            }
            entries.subList(passed, entries.size()).forEach(entry);
        }
    }

    /**
     * Where a page begins.
     *
     * @param after behind which number
     * @param sealed whether hashes were kept of what follows, so far as is known
     */
    record Begin(long after, boolean sealed) {
        static final Begin NOWHERE = new Begin(Long.MAX_VALUE, false);
    }

    /** Reads it of one moment: a checkpoint that is signed between would cover more than the tree. */
    Uni<Head> head(CatalogId catalog) {
        return transactions.ofQuestion(
                catalog,
                tx -> Uni.combine()
                        .all()
                        .unis(logs.tree(tx), logs.kept(tx), logs.last(tx))
                        .usingConcurrencyOf(1)
                        .with(Head::new));
    }

    /**
     * Reads all pages of a log, one after the other as they are asked for: as many as there are entries and kept hashes, whatever numbers somebody wrote
     * into the database. Entries with numbers that no log gives come first.
     */
    Multi<Page> all(CatalogId catalog, Head head) {
        Begin first = new Begin(Long.MIN_VALUE, false);
        return Multi.createBy()
                .repeating()
                .uni(
                        () -> new AtomicReference<>(first),
                        at -> transactions
                                .inCatalog(catalog, tx -> page(tx, head, Objects.requireNonNull(at.get())))
                                .invoke(page -> at.set(page.next())))
                .whilst(page -> !page.next().equals(Begin.NOWHERE));
    }

    private Uni<Page> page(Tx tx, Head head, Begin at) {
        long after = at.after();
        if (after < 0) {
            return audit.run(tx, tx.catalog(), after, 0, WIDTH)
                    .map(entries -> new Page(
                            List.of(), entries, new Begin(0, head.tree().size() > 0)));
        }
        if (!at.sealed()) {
            return audit.run(tx, tx.catalog(), after, head.last(), WIDTH)
                    .map(entries -> new Page(
                            List.of(),
                            entries,
                            entries.size() < WIDTH
                                    ? Begin.NOWHERE
                                    : new Begin(entries.getLast().sequence(), false)));
        }
        List<Place> whole = LongStream.range(after / Tile.WIDTH, after / Tile.WIDTH + TILES)
                .filter(index -> Tile.width(0, index, head.tree().size()) == Tile.WIDTH)
                .mapToObj(index -> new Place(0, index))
                .toList();
        return logs.tiles(tx, whole)
                .chain(tiles -> audit.run(tx, tx.catalog(), after, Math.min(after + WIDTH, head.last()), WIDTH)
                        .map(entries -> sealed(head, after, hashes(head, after, tiles), entries)));
    }

    /** Behind a lost tile nothing is at its place any more: there are entries alone. */
    private static Page sealed(Head head, long after, List<List<Digest>> hashes, List<AuditRow> entries) {
        long size = head.tree().size();
        long end = after + WIDTH;
        boolean complete = hashes.stream().mapToLong(List::size).sum() == Math.min(WIDTH, size - after);
        return new Page(
                hashes,
                entries,
                end < Math.max(size, head.last()) ? new Begin(end, complete && end < size) : Begin.NOWHERE);
    }

    private static List<List<Digest>> hashes(Head head, long from, Map<Place, List<Digest>> tiles) {
        List<List<Digest>> all = new ArrayList<>();
        for (long index = from / Tile.WIDTH; index < from / Tile.WIDTH + TILES; index++) {
            int width = Tile.width(0, index, head.tree().size());
            List<Digest> hashes =
                    width == Tile.WIDTH ? tiles.getOrDefault(new Place(0, index), List.of()) : edge(head.tree());
            if (width == 0 || hashes.size() != width) {
                return all;
            }
            all.add(hashes);
        }
        return all;
    }

    /** One that does not fit the tree's size is lost, too. */
    private static List<Digest> edge(SealedTree tree) {
        try {
            return tree.tree().edge(0);
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }
}
