package dev.holdfast.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.holdfast.gateway.support.Corpus;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Fuzz target for the first record of a TLS server. CONTRIBUTING.md describes how to fuzz. */
class ServerHelloFuzzTest {
    @MethodSource("records")
    @FuzzTest(maxDuration = "60s")
    void serverHello(byte[] bytes) {
        ByteBuf record = Unpooled.wrappedBuffer(bytes);

        ServerHello.read(record);

        assertThat(record.readerIndex()).isZero();
    }

    static Stream<byte[]> records() {
        return Corpus.of(ServerHelloFuzzTest.class);
    }
}
