package io.github.jobtide.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** Debian's Chromium without a window. A name that ends in {@code .test} is this machine, but to the browser no trusted one. */
final class Browser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Duration PAGE_LOAD = Duration.ofSeconds(10);

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    static Browser start() {
        if (!Files.isExecutable(CHROMIUM) || !Files.isExecutable(DRIVER)) {
            throw new MissingPeerException("no Chromium and its driver in /usr/bin; run tools/peers browser");
        }
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.addArguments("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--disable-dev-shm-usage", "--hide-scrollbars", "--host-resolver-rules=MAP *.test 127.0.0.1",
                "--user-data-dir=" + Workspace.newFolder("browser"));
        options.setCapability("goog:loggingPrefs", Map.of(LogType.BROWSER, "ALL"));
        ChromeDriverService service = new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile())
                .usingPort(ServerProcess.freePort()).withTimeout(Duration.ofSeconds(60)).build();
        return new Browser(new ChromeDriver(service, options));
    }

    ChromeDriver driver() {
        return driver;
    }

    /** Does what leads to another page, and waits until that page is there. */
    void toNextPage(Runnable action) {
        driver.executeScript("document.isLeft = true");
        action.run();
        long deadline = System.nanoTime() + PAGE_LOAD.toNanos();
        while (!isNextPage()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("no other page after " + PAGE_LOAD + ", still " + driver.getCurrentUrl());
            }
            Pause.of(Duration.ofMillis(20));
        }
    }

    private boolean isNextPage() {
        try {
            return Boolean.TRUE.equals(
                    driver.executeScript("return !document.isLeft && document.readyState === 'complete'"));
        } catch (WebDriverException e) {
            return false; // asked while one page gave way to the other
        }
    }

    /** @param dark what the user prefers */
    void look(int width, int height, boolean dark) {
        driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features",
                List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** Into {@code e2e/target/screenshots}. */
    void picture(String name) {
        try {
            Path folder = Files.createDirectories(Workspace.root().resolve("e2e/target/screenshots"));
            Files.write(folder.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the console says since it was last asked, blocked scripts and missing files included. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream().map(LogEntry::getMessage).toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
