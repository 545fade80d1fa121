"""mail.send of SendGrid's own Python client, and its helper for the webhook.

Start a mock, then run pytest with REBOUND_URL and REBOUND_ADMIN_URL:

    REBOUND_MODE=mock REBOUND_MOCK_AUTH=formed ./rebound
"""

import json
import os
import queue
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from python_http_client.exceptions import BadRequestsError
from sendgrid import SendGridAPIClient
from sendgrid.helpers.eventwebhook import EventWebhook, EventWebhookHeader
from sendgrid.helpers.mail import Asm, Bcc, Category, CustomArg, GroupId, Mail

URL = os.environ.get('REBOUND_URL', 'http://127.0.0.1:8080')
ADMIN_URL = os.environ.get('REBOUND_ADMIN_URL', 'http://127.0.0.1:8081')
KEY = 'SG.' + 'x' * 22 + '.' + 'y' * 43
PATIENCE = 60


@pytest.fixture(scope='module')
def sg():
    return SendGridAPIClient(api_key=KEY, host=URL)


def control(method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(f'{ADMIN_URL}/mock/{path}', data, method=method)) as response:
        return response.read()


class Receiver:
    """Receives deliveries, and verifies them."""

    def __init__(self):
        self.deliveries = queue.Queue()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers['Content-Length'])).decode()
                self.send_response(200)
                self.end_headers()
                receiver.deliveries.put((self.headers, body))

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def events(self):
        headers, body = self.deliveries.get(timeout=PATIENCE)
        helper = EventWebhook(self.key)
        assert helper.verify_signature(
            body, headers[EventWebhookHeader.SIGNATURE], headers[EventWebhookHeader.TIMESTAMP]
        )
        return json.loads(body)


@pytest.fixture(scope='module')
def receiver(sg):
    receiver = Receiver()
    control('PUT', 'clock', {'freeze': '2026-01-01T00:00:00Z'})
    settings = sg.client.user.webhooks.event.settings
    events = ['processed', 'delivered', 'bounce', 'dropped']
    url = f'http://127.0.0.1:{receiver.server.server_port}/'
    settings.patch(request_body={'enabled': True, 'url': url, **{event: True for event in events}})
    receiver.key = settings.signed.patch(request_body={'enabled': True}).to_dict['public_key']
    yield receiver
    settings.patch(request_body={'enabled': False})
    control('DELETE', 'outcomes')
    control('DELETE', 'clock')
    receiver.server.shutdown()


@pytest.fixture(autouse=True)
def empty():
    control('POST', 'reset', {'to': 'empty'})


def message(to):
    return Mail('shop@example.com', to, 'Hello', plain_text_content='Hi', html_content='<p>Hi</p>')


def test_a_message_is_accepted_and_its_members_come_back(sg, receiver):
    mail = message('ann@example.com')
    mail.category = Category('one')
    mail.custom_arg = CustomArg('order', '7')
    mail.asm = Asm(GroupId(5))
    mail.add_bcc(Bcc('bob@example.com'))
    response = sg.send(mail)
    assert response.status_code == 202
    events = receiver.events()
    assert [event['event'] for event in events] == ['processed', 'delivered'] * 2
    assert {event['sg_message_id'].split('.')[0] for event in events} == {response.headers['X-Message-Id']}
    assert all((event['category'], event['order'], event['asm_group_id']) == (['one'], '7', 5) for event in events)


def test_a_bounce_is_on_the_list_and_the_next_message_is_dropped(sg, receiver):
    to = 'bounce+5.1.1@example.com'
    sg.send(message(to))
    assert [event['event'] for event in receiver.events()] == ['processed', 'bounce']
    assert sg.client.suppression.bounces._(to).get().to_dict[0]['status'] == '5.1.1'
    sg.send(message(to))
    assert [(event['event'], event['reason']) for event in receiver.events()] == [('dropped', 'Bounced Address')]


def test_a_bounce_comes_when_the_clock_is_moved(sg, receiver):
    rule = {'to': 'late@example.com', 'outcome': 'bounce', 'reply': '550 5.1.1 No such user', 'delay': 'PT1H'}
    control('PUT', 'outcomes', [rule])
    sg.send(message('late@example.com'))
    assert [event['event'] for event in receiver.events()] == ['processed']
    control('PUT', 'clock', {'freeze': '2026-01-01T01:00:00Z'})
    assert [event['reason'] for event in receiver.events()] == ['550 5.1.1 No such user']


def test_a_fault_has_field_and_help(sg):
    with pytest.raises(BadRequestsError) as refused:
        sg.client.mail.send.post(request_body={**message('ann@example.com').get(), 'from': {'email': 'none'}})
    error = refused.value.to_dict['errors'][0]
    assert error['field'] == 'from.email'
    assert error['help'].endswith('errors.html#message.from')
