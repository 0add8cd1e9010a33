package org.hhvmdeb.upstream.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.hhvmdeb.notice.InputException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxySettingsTest {

    @ParameterizedTest
    @CsvSource({
        "http://proxy:3128,proxy,3128",
        "proxy:3128,proxy,3128",
        "http://proxy_1:3128,proxy_1,3128",
        "http://proxy,proxy,1080",
        "http://proxy:,proxy,1080",
        "http://proxy:3128/,proxy,3128",
        "http://[::1]:8080,::1,8080",
        "socks5://proxy:1081,proxy,1081",
        "http://us:p%40w@proxy.example:80,proxy.example,80"
    })
    void aProxyIsReadAsCurlReadsIt(String text, String host, int port) throws Exception {
        ProxyServer proxy = ProxySettings.of(Map.of("http_proxy", text))
                .of("http", "git.example", 80)
                .orElseThrow();
        assertThat(proxy.host()).isEqualTo(host);
        assertThat(proxy.port()).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://us:s3cret@proxy:1",
                "http://us:s3cret@:1",
                "http://us:s3cret@proxy:65536",
                "http://us:s3cret@proxy:port",
                "socks5://us:s3cret@proxy:1080",
                "http://us:s3cret@a b"
            })
    void whatIsNoProxyIsRefusedWithoutItsPassword(String text) {
        assertThatThrownBy(() -> ProxySettings.of(Map.of("https_proxy", text)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("https_proxy")
                .hasMessageNotContaining("s3cret");
    }
}
