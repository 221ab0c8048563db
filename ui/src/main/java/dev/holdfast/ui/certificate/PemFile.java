package dev.holdfast.ui.certificate;

import dev.holdfast.ui.component.FileDownload;
import java.nio.charset.StandardCharsets;

/** Certificates and requests as files. */
final class PemFile {
    static final String MEDIA_TYPE = "application/x-pem-file";

    private PemFile() {}

    /** Makes a link to a text that is here already. */
    static FileDownload of(String words, String file, String pem) {
        return new FileDownload(words, file, MEDIA_TYPE, () -> pem.getBytes(StandardCharsets.US_ASCII));
    }
}
