package dev.holdfast.backend.platform.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.util.ReferenceCountUtil;

/** Fuzz target for the heads and bodies of HTTP/1.1 requests. CONTRIBUTING.md describes how to fuzz. */
class MalformedRequestsFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void head(byte[] bytes) {
        EmbeddedChannel connection = new EmbeddedChannel(new HttpRequestDecoder());
        connection.writeInbound(Unpooled.wrappedBuffer(bytes));
        for (HttpObject part = connection.readInbound(); part != null; part = connection.readInbound()) {
            MalformedRequests.refusal(part).ifPresent(refusal -> {
                assertThat(refusal.status().code()).isBetween(400, 505);
                refusal.release();
            });
            ReferenceCountUtil.release(part);
        }
        connection.finishAndReleaseAll();
    }
}
