package dev.holdfast.gateway.support;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/** Socket that can alter received bytes, so that the TLS client on it sends a fatal alert. */
public final class TamperedSocket extends Socket {
    private volatile boolean tampers;

    /** Connects. */
    public TamperedSocket(String host, int port) throws IOException {
        super(host, port);
    }

    /** Flips a bit in the last byte of each read that follows. */
    public void tamper() {
        tampers = true;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int read = super.read(bytes, offset, length);
                // Does not alter the headers of TLS records.
                if (tampers && read > 5) {
                    bytes[offset + read - 1] ^= 1;
                }
                return read;
            }
        };
    }
}
