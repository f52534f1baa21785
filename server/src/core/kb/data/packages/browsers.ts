/** Facts about browser drivers. One fact a line; docs/knowledge-base.md says how to add one. */
import type { FactGroup } from '../../factTable';

// prettier-ignore
export const browsersFacts: readonly FactGroup[] = [
  {
    confidence: 'inferred', medium: 'network', how: 'sleep',
    rows: [
      ['selenium.webdriver.Chrome', 'io', 'starts chromedriver, HTTP through urllib3', { medium: 'process' }],
      ['selenium.webdriver.remote.webdriver.WebDriver.get', 'io', 'HTTP round trip to the driver'],
      ['selenium.webdriver.remote.webdriver.WebDriver.find_element', 'io', 'HTTP round trip'],
      ['selenium.webdriver.remote.webelement.WebElement.click', 'io', 'HTTP round trip'],
      ['selenium.webdriver.remote.webdriver.WebDriver.execute_script', 'io', 'HTTP round trip'],
      ['selenium.webdriver.support.ui.WebDriverWait.until', 'wait', 'polls with time.sleep(0.5)'],
      ['playwright.sync_api.sync_playwright', 'io', 'starts a Node driver process; an asyncio loop in a greenlet', { medium: 'process' }],
      ['playwright.sync_api.Page.goto', 'io', 'event loop waits on the pipe; JSON protocol holds'],
      ['playwright.sync_api.Page.click', 'io', 'event loop waits on the pipe; JSON protocol holds'],
      ['playwright.sync_api.Page.content', 'io', 'event loop waits on the pipe; JSON protocol holds'],
      ['playwright.sync_api.Page.wait_for_selector', 'io', 'event loop waits on the pipe; JSON protocol holds'],
      ['playwright.sync_api.Page.screenshot', 'io', 'base64 decoding holds'],
      ['selenium.webdriver.remote.webdriver.WebDriver.*', 'io', 'HTTP round trip to the driver'],
      ['selenium.webdriver.remote.webelement.WebElement.*', 'io', 'HTTP round trip to the driver'],
      ['selenium.webdriver.{Firefox,Edge,Safari,Remote}', 'io', 'starts the driver, HTTP through urllib3'],
      ['selenium.webdriver.ChromeOptions', 'python', 'general knowledge of the library; not read', { when: 'constant cost' }],
      ['selenium.webdriver.FirefoxOptions', 'python', 'general knowledge of the library; not read', { when: 'constant cost' }],
      ['playwright.sync_api.{Page,Locator,Browser,BrowserContext,BrowserType,ElementHandle}.*', 'io', 'event loop waits on the pipe; JSON protocol holds'],
      ['playwright.sync_api.Frame.*', 'io', 'event loop waits on the pipe; JSON protocol holds'],
      ['playwright.async_api.{Page,Locator,Browser,BrowserContext,BrowserType,ElementHandle,Frame}.*', 'python', 'suspends the task'],
    ],
  },
  {
    from: 'general knowledge of the library; not read', confidence: 'inferred', medium: 'network',
    rows: [
      ['playwright.sync_api.Browser.new_page', 'io', ''],
    ],
  },
];
