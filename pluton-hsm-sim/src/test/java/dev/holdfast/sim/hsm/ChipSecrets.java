package dev.holdfast.sim.hsm;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Reads the private keys from a chip's files, by the layout in {@code docs/pluton.md}. An attacker who opens the die could do the same. */
final class ChipSecrets {
    private ChipSecrets() {}

    /** Returns the private scalars of the attestation key and of the general key, 32 bytes each. */
    static List<byte[]> scalars(Path chip) throws Exception {
        byte[] seal = Files.readAllBytes(chip.resolve("pluton.seal"));
        byte[] keys = Files.readAllBytes(chip.resolve("pluton.keys"));
        Cipher aes = Cipher.getInstance("AES/GCM/NoPadding");
        aes.init(Cipher.DECRYPT_MODE, new SecretKeySpec(seal, "AES"), new GCMParameterSpec(128, keys, 4, 12));
        aes.updateAAD(keys, 0, 4);
        byte[] scalars = aes.doFinal(keys, 16, keys.length - 16);
        return List.of(Arrays.copyOf(scalars, 32), Arrays.copyOfRange(scalars, 32, 64));
    }
}
