package dev.holdfast.sim.mt3620;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contract.format.AbiVersion;
import dev.holdfast.contract.format.AbiVersion.Interface;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.MetadataSection.Depends;
import dev.holdfast.contract.format.MetadataSection.Provides;
import dev.holdfast.sim.mt3620.boot.BootOutcome.Change;
import dev.holdfast.sim.mt3620.profile.ChipProfile;
import dev.holdfast.sim.mt3620.profile.Profiles;
import dev.holdfast.sim.mt3620.update.ImageUpdateError;
import dev.holdfast.sim.mt3620.update.UpdateRefusedException;
import dev.holdfast.sim.mt3620.update.UpdateRefusedException.Reason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that a chip installs no image that needs a newer interface (ABI) than provided. */
class InterfacesTest {
    private TestChip chip;
    private TestRelease release;

    @BeforeEach
    void a_chip() throws Exception {
        ChipProfile profile = Profiles.find("mt3620");
        chip = TestChip.with(profile, new TestRelease(profile, 1));
        release = new TestRelease(profile, 2);
    }

    @ParameterizedTest
    @CsvSource({"APPLICATION_RUNTIME, 4", "APPLICATION_RUNTIME, 5", "OS_RUNTIME, 1", "NONE, 0"})
    void an_application_is_installed_unless_the_system_provides_an_older_interface(Interface needed, long version)
            throws Exception {
        assertThat(install(true, new AbiVersion(version, needed.number()))).isEqualTo(Change.INSTALLED);
    }

    @Test
    void an_application_is_refused_if_the_system_provides_an_older_interface() {
        assertThatThrownBy(() -> install(true, AbiVersion.of(Interface.APPLICATION_RUNTIME, 6)))
                .isInstanceOfSatisfying(UpdateRefusedException.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(Reason.ABI_NOT_PROVIDED);
                    assertThat(refused.reason().error()).isEqualTo(ImageUpdateError.ABI_NOT_PROVIDED);
                });
    }

    @Test
    void a_system_that_names_no_interfaces_is_not_checked() throws Exception {
        assertThat(install(false, AbiVersion.of(Interface.APPLICATION_RUNTIME, 6)))
                .isEqualTo(Change.INSTALLED);
    }

    /** Installs a system with version 5 of the application runtime, if {@code named}, and an application. */
    private Change install(boolean named, AbiVersion needed) throws Exception {
        Provides provides = new Provides(List.of(AbiVersion.of(Interface.APPLICATION_RUNTIME, 5)));
        List<ImagePackage> images = new ArrayList<>();
        for (ImagePackage image : release.update()) {
            boolean provider = named && image.metadata().type() == ImageType.SERVICES;
            images.add(provider ? release.with(image, provides) : image);
        }
        images.add(release.with(release.application("toaster"), new Depends(List.of(needed))));
        return chip.install(TestRelease.INSTALLATION.manifest(1, images.toArray(ImagePackage[]::new)), images)
                .change();
    }
}
