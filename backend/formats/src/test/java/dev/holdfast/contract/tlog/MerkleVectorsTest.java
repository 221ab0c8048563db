package dev.holdfast.contract.tlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.id.Digest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Tests with the vectors of RFC 6962's reference implementation (certificate-transparency, merkletree), and with random trees. */
class MerkleVectorsTest {
    /** Entries in hex. */
    private static final List<byte[]> LEAVES = Stream.of(
                    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
            .map(HexFormat.of()::parseHex)
            .toList();
    /** Roots of the trees over the first 1 to 8 entries. */
    private static final List<Digest> ROOTS = digests(
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    /** Proof that the tree over the first {@code size} entries contains entry {@code index}, from 0. */
    private record Inclusion(long index, int size, List<Digest> path) {}

    private static final List<Inclusion> INCLUSIONS = List.of(
            new Inclusion(0, 1, List.of()),
            new Inclusion(
                    0,
                    8,
                    digests(
                            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4")),
            new Inclusion(
                    5,
                    8,
                    digests(
                            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")),
            new Inclusion(2, 3, digests("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")),
            new Inclusion(
                    1,
                    5,
                    digests(
                            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b")));

    /** Proof that the tree over {@code second} entries extends the tree over {@code first} entries. */
    private record Consistency(int first, int second, List<Digest> path) {}

    private static final List<Consistency> CONSISTENCIES = List.of(
            new Consistency(1, 1, List.of()),
            new Consistency(
                    1,
                    8,
                    digests(
                            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4")),
            new Consistency(
                    6,
                    8,
                    digests(
                            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")),
            new Consistency(
                    2,
                    5,
                    digests(
                            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b")));

    @Test
    void roots_match_the_reference_implementation() {
        MerkleTree tree = new MerkleTree();
        assertThat(tree.root().hex()).isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        for (int i = 0; i < LEAVES.size(); i++) {
            tree.append(MerkleHash.leaf(LEAVES.get(i)));
            assertThat(tree.root()).isEqualTo(ROOTS.get(i));
        }
    }

    @Test
    void inclusion_proofs_match_the_reference_implementation() {
        List<Digest> leaves = LEAVES.stream().map(MerkleHash::leaf).toList();
        for (Inclusion one : INCLUSIONS) {
            assertThat(MerkleProof.inclusion(one.index, one.size).hashes(place -> leaves))
                    .isEqualTo(one.path);
            assertThat(MerkleProof.root(leaves.get((int) one.index), one.index, one.size, one.path))
                    .isEqualTo(ROOTS.get(one.size - 1));
        }
    }

    @Test
    void consistency_proofs_match_the_reference_implementation() {
        List<Digest> leaves = LEAVES.stream().map(MerkleHash::leaf).toList();
        for (Consistency one : CONSISTENCIES) {
            assertThat(MerkleProof.consistency(one.first, one.second).hashes(place -> leaves))
                    .isEqualTo(one.path);
            assertThat(MerkleProof.isConsistent(checkpoint(one.first), checkpoint(one.second), one.path))
                    .isTrue();
        }
    }

    @Property(tries = 60)
    void proofs_over_any_number_of_tiles_verify(
            @ForAll @IntRange(min = 1, max = 70_000) int size, @ForAll @IntRange(max = 69_999) int number) {
        Log log = new Log(size);
        int index = number % size;
        List<Digest> path = MerkleProof.inclusion(index, size).hashes(log::tile);
        assertThat(MerkleProof.root(Log.leaf(index), index, size, path)).isEqualTo(log.tree.root());
        assertThat(MerkleProof.root(Log.leaf(index), (index + 1) % (size + 1), size, path))
                .isNotEqualTo(log.tree.root());

        Log before = new Log(index + 1);
        List<Digest> proof = MerkleProof.consistency(index + 1, size).hashes(log::tile);
        Checkpoint first = new Checkpoint("log", index + 1, before.tree.root());
        Checkpoint second = new Checkpoint("log", size, log.tree.root());
        assertThat(MerkleProof.isConsistent(first, second, proof)).isTrue();
        assertThat(MerkleProof.isConsistent(new Checkpoint("log", index + 1, Log.leaf(-1)), second, proof))
                .isFalse();
    }

    @Property(tries = 60)
    void a_restored_tree_equals_the_original(
            @ForAll @IntRange(min = 0, max = 70_000) int before, @ForAll @IntRange(min = 0, max = 600) int after) {
        MerkleTree whole = new Log(before).tree;
        MerkleTree restored = MerkleTree.restore(before, whole.edge().bytes());
        for (int i = 0; i < after; i++) {
            whole.append(Log.leaf(i));
            restored.append(Log.leaf(i));
        }
        assertThat(restored.root()).isEqualTo(whole.root());
        assertThat(restored.edge()).isEqualTo(whole.edge());
        assertThat(restored.size()).isEqualTo(before + after);
    }

    private static Checkpoint checkpoint(int size) {
        return new Checkpoint("log", size, ROOTS.get(size - 1));
    }

    private static List<Digest> digests(String... hex) {
        return Stream.of(hex).map(Digest::parse).toList();
    }
}
