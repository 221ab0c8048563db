package dev.holdfast.backend.audit;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.tlog.MerkleProof;
import dev.holdfast.contract.tlog.Tile;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Stores Merkle logs: complete tiles, each written once, and a row per log with the right edge of the tree. */
@ApplicationScoped
class SealedLogs {
    private static final String UNSEALED = "select catalog_id from unsealed_audit_logs()";
    private static final String TREE =
            "select size, edge, checkpoint, sealed_at, kept_at from audit_tree where catalog_id = $1";
    private static final String ADVANCE = """
            insert into audit_tree as t (catalog_id, size, edge, checkpoint, sealed_at, kept_at)
            values ($1, $3, $4, $5, $6, $7)
            on conflict (catalog_id) do update set size = $3, edge = $4, checkpoint = $5, sealed_at = $6, kept_at = $7
            where t.size = $2""";
    private static final String ADD_TILES = """
            insert into audit_tile (catalog_id, level, index, hashes)
            select $1, * from unnest($2::int[], $3::bigint[], $4::bytea[])""";
    private static final String KEEP =
            "insert into audit_checkpoint (catalog_id, size, at, checkpoint) values ($1, $2, $3, $4) on conflict do nothing";
    private static final String KEPT = "select checkpoint from audit_checkpoint where catalog_id = $1 order by size";
    private static final String TILES = """
            select t.level, t.index, t.hashes from audit_tile t
            join unnest($2::int[], $3::bigint[]) as w(level, index) on w.level = t.level and w.index = t.index
            where t.catalog_id = $1""";
    private static final String LAST =
            "select coalesce(max(sequence), 0) as last from audit_entry where catalog_id = $1";

    Uni<List<CatalogId>> unsealed(Tx tx) {
        return tx.list(UNSEALED, row -> new CatalogId(row.getUUID("catalog_id")));
    }

    /** Returns the sealed part of a log; {@link SealedTree#NONE} if nothing is sealed. */
    Uni<SealedTree> tree(Tx tx) {
        return tx.find(TREE, SealedTree::of, tx.catalog()).map(found -> found.orElse(SealedTree.NONE));
    }

    /** Stores appended entries; returns false and writes nothing if another backend was first. */
    Uni<Boolean> advance(Tx tx, SealedTree before, SealedTree after, List<Tile> completeTiles) {
        return tx.update(
                        ADVANCE,
                        tx.catalog(),
                        before.size(),
                        after.size(),
                        after.edge(),
                        after.checkpoint(),
                        after.sealedAt(),
                        after.keptAt())
                .chain(rows -> rows == 0
                        ? Uni.createFrom().item(false)
                        : add(tx, completeTiles)
                                .call(() -> keep(tx, before, after))
                                .replaceWith(true));
    }

    private Uni<Void> add(Tx tx, List<Tile> tiles) {
        return tiles.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.update(
                                ADD_TILES,
                                tx.catalog(),
                                tiles.stream().map(Tile::level).toArray(Integer[]::new),
                                Columns.longs(tiles, Tile::index),
                                Columns.byteArrays(
                                        tiles, tile -> Tile.join(tile.hashes()).bytes()))
                        .replaceWithVoid();
    }

    private Uni<Void> keep(Tx tx, SealedTree before, SealedTree after) {
        return after.keptAt().equals(before.keptAt())
                ? Uni.createFrom().voidItem()
                : tx.update(KEEP, tx.catalog(), after.size(), after.sealedAt(), after.checkpoint())
                        .replaceWithVoid();
    }

    /** Returns the stored checkpoints, oldest first. */
    Uni<List<String>> kept(Tx tx) {
        return tx.list(KEPT, row -> row.getString("checkpoint"), tx.catalog());
    }

    /** Returns complete tiles; missing ones are left out. */
    Uni<Map<MerkleProof.TileId, List<Digest>>> tiles(Tx tx, Collection<MerkleProof.TileId> tiles) {
        return tx.list(
                        TILES,
                        row -> new Tile(
                                row.getInteger("level"),
                                row.getLong("index"),
                                Tile.split(Columns.bytes(row, "hashes"))),
                        tx.catalog(),
                        tiles.stream().map(MerkleProof.TileId::level).toArray(Integer[]::new),
                        Columns.longs(tiles, MerkleProof.TileId::index))
                .map(rows -> {
                    Map<MerkleProof.TileId, List<Digest>> found = new HashMap<>();
                    rows.forEach(tile -> found.put(new MerkleProof.TileId(tile.level(), tile.index()), tile.hashes()));
                    return found;
                });
    }

    /** Returns the number of the newest entry; 0 if there is none. */
    Uni<Long> last(Tx tx) {
        return tx.one(LAST, row -> row.getLong("last"), tx.catalog());
    }
}
