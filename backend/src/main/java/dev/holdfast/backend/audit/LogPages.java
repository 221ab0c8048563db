package dev.holdfast.backend.audit;

import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.audit.AuditRow;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.tlog.MerkleProof.TileId;
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

/** Reads a whole log page by page, each page in its own transaction: entries and the hashes stored when they were sealed. */
@ApplicationScoped
class LogPages {
    /** Entries of a page, which are {@value #TILES} tiles. */
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
     * State of the log when reading begins; later entries are not read.
     *
     * @param tree the sealed part
     * @param kept stored earlier checkpoints
     * @param last number of the newest entry
     */
    record Head(SealedTree tree, List<String> kept, long last) {
        /** Returns all checkpoints, newest last. */
        List<String> checkpoints() {
            List<String> all = new ArrayList<>(kept);
            if (tree.size() > 0 && !all.contains(tree.checkpoint())) {
                all.add(tree.checkpoint());
            }
            return all;
        }
    }

    /**
     * A page.
     *
     * @param hashes stored hashes by tile; fewer where the log is not sealed or a tile is lost
     * @param entries in their order
     * @param next begin of the next page; {@link Cursor#END} after the last page
     */
    record Page(List<List<Digest>> hashes, List<AuditRow> entries, Cursor next) {
        /** Passes the hashes of each tile before the tile's entries, then the entries without hashes. */
        void forEach(Consumer<List<Digest>> tile, Consumer<AuditRow> entry) {
            int passed = 0;
            long until = entries.isEmpty() ? 0 : (entries.getFirst().sequence() - 1) / WIDTH * WIDTH;
            for (List<Digest> ofTile : hashes) {
                tile.accept(ofTile);
                until += ofTile.size();
                while (passed < entries.size() && entries.get(passed).sequence() <= until) {
                    entry.accept(entries.get(passed++));
                }
            }
            entries.subList(passed, entries.size()).forEach(entry);
        }
    }

    /**
     * Cursor of a page.
     *
     * @param after number of the last entry before the page
     * @param sealed whether hashes of the following entries may be stored
     */
    record Cursor(long after, boolean sealed) {
        static final Cursor END = new Cursor(Long.MAX_VALUE, false);
    }

    /** Reads the head in one snapshot: a checkpoint signed in between would cover more than the tree. */
    Uni<Head> head(CatalogId catalog) {
        return transactions.readOnly(
                catalog,
                tx -> Uni.combine()
                        .all()
                        .unis(logs.tree(tx), logs.kept(tx), logs.last(tx))
                        .usingConcurrencyOf(1)
                        .with(Head::new));
    }

    /**
     * Reads all pages of a log on demand. Ends even if the database holds arbitrary sequence numbers. Entries with negative numbers, which
     * Holdfast never assigns, come first.
     */
    Multi<Page> all(CatalogId catalog, Head head) {
        Cursor first = new Cursor(Long.MIN_VALUE, false);
        return Multi.createBy()
                .repeating()
                .uni(
                        () -> new AtomicReference<>(first),
                        position -> transactions
                                .inCatalog(catalog, tx -> page(tx, head, Objects.requireNonNull(position.get())))
                                .invoke(page -> position.set(page.next())))
                .whilst(page -> !page.next().equals(Cursor.END));
    }

    private Uni<Page> page(Tx tx, Head head, Cursor at) {
        long after = at.after();
        if (after < 0) {
            return audit.run(tx, tx.catalog(), after, 0, WIDTH)
                    .map(entries -> new Page(
                            List.of(), entries, new Cursor(0, head.tree().size() > 0)));
        }
        if (!at.sealed()) {
            return audit.run(tx, tx.catalog(), after, head.last(), WIDTH)
                    .map(entries -> new Page(
                            List.of(),
                            entries,
                            entries.size() < WIDTH
                                    ? Cursor.END
                                    : new Cursor(entries.getLast().sequence(), false)));
        }
        List<TileId> whole = LongStream.range(after / Tile.WIDTH, after / Tile.WIDTH + TILES)
                .filter(index -> Tile.width(0, index, head.tree().size()) == Tile.WIDTH)
                .mapToObj(index -> new TileId(0, index))
                .toList();
        return logs.tiles(tx, whole)
                .chain(tiles -> audit.run(tx, tx.catalog(), after, Math.min(after + WIDTH, head.last()), WIDTH)
                        .map(entries -> sealed(head, after, hashes(head, after, tiles), entries)));
    }

    /** Returns a page of the sealed part. After a lost tile, hashes and entries no longer match, so later pages have no hashes. */
    private static Page sealed(Head head, long after, List<List<Digest>> hashes, List<AuditRow> entries) {
        long size = head.tree().size();
        long end = after + WIDTH;
        boolean complete = hashes.stream().mapToLong(List::size).sum() == Math.min(WIDTH, size - after);
        return new Page(
                hashes,
                entries,
                end < Math.max(size, head.last()) ? new Cursor(end, complete && end < size) : Cursor.END);
    }

    private static List<List<Digest>> hashes(Head head, long from, Map<TileId, List<Digest>> tiles) {
        List<List<Digest>> all = new ArrayList<>();
        for (long index = from / Tile.WIDTH; index < from / Tile.WIDTH + TILES; index++) {
            int width = Tile.width(0, index, head.tree().size());
            List<Digest> hashes =
                    width == Tile.WIDTH ? tiles.getOrDefault(new TileId(0, index), List.of()) : edge(head.tree());
            if (width == 0 || hashes.size() != width) {
                return all;
            }
            all.add(hashes);
        }
        return all;
    }

    /** Returns no hashes if the stored edge does not fit the size of the tree. */
    private static List<Digest> edge(SealedTree tree) {
        try {
            return tree.tree().edge(0);
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }
}
