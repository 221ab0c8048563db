package dev.holdfast.sim.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.MetadataSection;
import dev.holdfast.contract.format.MetadataSection.Depends;
import dev.holdfast.contract.format.MetadataSection.Temporary;
import dev.holdfast.sim.factory.DevelopmentKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packs folders as the Azure Sphere SDK does. */
class ApplicationFolderTest {
    private static final Instant BUILT_AT = Instant.ofEpochSecond(1_764_000_000);
    private static final Path VECTOR = Path.of("../backend/formats/src/test/resources/mt3620/application-sdk.hex");
    private static final Path SAMPLE = Path.of("../samples/hello/approot");
    private static final String COMPONENT = "01020304-0506-0708-090a-0b0c0d0e0f10";
    private static final String MANIFEST = "{\"SchemaVersion\":1,\"Name\":\"blink\",\"ComponentId\":\"" + COMPONENT
            + "\",\"EntryPoint\":\"/bin/app\"}";

    @TempDir
    private Path folder;

    /** The vector is written by a Python script that shares no code with the packer. */
    @Test
    void a_package_has_the_bytes_of_an_sdk_build_except_for_image_id_key_and_signature() throws Exception {
        application(MANIFEST);
        byte[] program = new byte[63];
        System.arraycopy(new byte[] {0x7F, 'E', 'L', 'F'}, 0, program, 0, 4);
        for (int i = 1; i < 60; i++) {
            program[3 + i] = (byte) i;
        }
        Files.write(folder.resolve("bin/app"), program);
        ImagePackage sdk = ImagePackage.parse(vector());

        ImagePackage packed = ApplicationFolder.read(folder).pack(BUILT_AT);

        assertThat(packed.body()).isEqualTo(sdk.body());
        assertThat(packed.length()).isEqualTo(sdk.length());
        assertThat(packed.metadata().sections().stream().map(MetadataSection::id))
                .containsExactlyElementsOf(sdk.metadata().sections().stream()
                        .map(MetadataSection::id)
                        .toList());
        assertThat(packed.metadata().component()).isEqualTo(sdk.metadata().component());
        assertThat(packed.metadata().name()).isEqualTo(sdk.metadata().name());
        assertThat(packed.metadata().builtAt()).isEqualTo(sdk.metadata().builtAt());
        assertThat(packed.metadata().section(Temporary.class))
                .isEqualTo(sdk.metadata().section(Temporary.class));
        assertThat(packed.metadata().section(Depends.class))
                .isEqualTo(sdk.metadata().section(Depends.class));
    }

    @Test
    void the_sample_application_gives_a_package_that_an_upload_reads() throws Exception {
        byte[] bytes = ApplicationFolder.read(SAMPLE).pack(BUILT_AT).bytes();

        ImagePackage read = ImagePackage.parse(bytes);

        assertThat(read.metadata().type()).isEqualTo(ImageType.APPLICATIONS);
        assertThat(read.metadata().type().belongsToCustomer()).isTrue();
        assertThat(read.metadata().name()).isEqualTo("hello");
        assertThat(ImagePackage.verify(bytes, DevelopmentKey.get().publicKey()).measuredDigest())
                .isEqualTo(read.measuredDigest());
    }

    @Test
    void the_same_files_give_the_same_package_and_other_files_another_image() throws Exception {
        application(MANIFEST);
        ImagePackage first = ApplicationFolder.read(folder).pack(BUILT_AT);

        assertThat(ApplicationFolder.read(folder).pack(BUILT_AT).bytes()).isEqualTo(first.bytes());

        Files.writeString(folder.resolve("bin/app"), "Version 2");
        ImagePackage second = ApplicationFolder.read(folder).pack(BUILT_AT);
        assertThat(second.metadata().image()).isNotEqualTo(first.metadata().image());
        assertThat(second.metadata().component()).isEqualTo(first.metadata().component());
        assertThat(ApplicationFolder.read(folder)
                        .pack(BUILT_AT.plusSeconds(1))
                        .metadata()
                        .image())
                .isNotEqualTo(second.metadata().image());
    }

    @Test
    void a_folder_that_is_not_an_application_is_refused_with_the_reason() throws Exception {
        refused("has no app_manifest.json");
        application("{");
        refused("app_manifest.json is not JSON");
        application("[]");
        refused("needs \"SchemaVersion\": 1");
        application(MANIFEST.replace("blink", "a name that is longer than the field"));
        refused("needs a \"Name\" of 1 to 31 bytes");
        application(MANIFEST.replace(COMPONENT, "1-2-3-4-5"));
        refused("needs a \"ComponentId\"");
        application(MANIFEST.replace("/bin/app", "/bin/other"));
        refused("has no bin/other, the entry point");
        application(MANIFEST);
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("bin/app"));
        refused("link is not a file");
        assertThatThrownBy(() -> ApplicationFolder.read(folder.resolve("none")))
                .hasMessageStartingWith("Folder not found");
    }

    private void application(String manifest) throws IOException {
        Files.writeString(folder.resolve("app_manifest.json"), manifest);
        Files.createDirectories(folder.resolve("bin"));
        Files.writeString(folder.resolve("bin/app"), "Version 1");
    }

    private void refused(String reason) {
        assertThatThrownBy(() -> ApplicationFolder.read(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    private static byte[] vector() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String line : Files.readAllLines(VECTOR)) {
            if (!line.startsWith("#")) {
                bytes.writeBytes(HexFormat.of().parseHex(line));
            }
        }
        return bytes.toByteArray();
    }
}
