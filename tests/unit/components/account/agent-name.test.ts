import { describe, expect, it } from 'vitest';
import { agentName } from '@/components/account/sessions/agent-name';

describe('agentName', () => {
  it('names browser and system', () => {
    expect(agentName('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0')).toBe('Firefox on Linux');
    expect(agentName('Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15')).toBe('Safari on macOS');
    expect(agentName('Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0')).toBe('Edge on Windows');
    expect(agentName('Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36')).toBe('Chrome on Android');
  });
  it('shows what it does not know as it is', () => expect([agentName('curl/8.5.0'), agentName('my-script'), agentName(null)]).toEqual(['curl', 'my-script', 'Unknown browser']));
});
