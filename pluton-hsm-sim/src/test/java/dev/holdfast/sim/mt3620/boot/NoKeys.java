package dev.holdfast.sim.mt3620.boot;

import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.sim.TestInstallation;
import dev.holdfast.sim.mt3620.boot.InstalledImage.Origin;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A root of trust whose ROM key has signed nothing, so that no image boots. */
final class NoKeys implements RootOfTrust {
    private static final P256PublicKey KEY = new TestInstallation.Signer().publicKey();

    /** Returns a set of one image, the boot loader 1BL, with this length and offset. */
    static ImageSet images(int length, int offset) {
        InstalledImage loader = new InstalledImage(
                ImageType.ONE_BL,
                new ComponentId(new UUID(0, 1)),
                new ImageId(new UUID(0, 2)),
                Digest.sha256(new byte[0]),
                length,
                offset,
                Origin.RELEASED);
        return new ImageSet(InstalledSet.NONE, Blob.of(new byte[9]), Bank.A, Bank.A, List.of(loader));
    }

    @Override
    public P256PublicKey romKey() {
        return KEY;
    }

    @Override
    public long securityFloor(ComponentId component) {
        return 0;
    }

    @Override
    public void raiseSecurityFloors(Map<ComponentId, Long> floors) {
        throw new AssertionError("nothing booted");
    }

    @Override
    public void reset() {
        // There is no state to clear.
    }

    @Override
    public void extend(Measurement measurement, P256PublicKey signer) {
        throw new AssertionError("nothing was signed");
    }

    @Override
    public void latchKeystoreVersion(long version) {
        throw new AssertionError("nothing was signed");
    }

    @Override
    public void latchCapabilityKeys(Set<P256PublicKey> keys) {
        throw new AssertionError("nothing was signed");
    }

    @Override
    public boolean presentCapabilities(Blob file) {
        return false;
    }

    @Override
    public Set<Integer> capabilities() {
        return Set.of();
    }
}
