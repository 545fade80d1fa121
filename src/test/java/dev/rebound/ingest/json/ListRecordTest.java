package dev.rebound.ingest.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rebound.ingest.IngestedRows;
import dev.rebound.ingest.Reading;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Other vendors' lists, logs and webhooks in JSON. */
class ListRecordTest {
  private static final String UNKNOWN = "550 5.1.1 no mailbox of this name";

  static Stream<Arguments> inputs() {
    return Stream.of(
        arguments(
            "several recipients in a row",
            "[{'RecipientAddress':'eve@x.org;bob@x.org','SenderAddress':'news@x.net','Received':"
                + "'2026-01-02T00:00:05Z','Status':'Failed'}]",
            List.of("blocked eve@x.org 1767312005 []", "blocked bob@x.org 1767312005 []")),
        arguments(
            "Mailchimp's webhook",
            "[{'type':'cleaned','fired_at':'2026-01-02"
                + " 00:00:05','data':{'reason':'hard','email':'eve@x.org'}},{'type':'cleaned','fired_at':'2026-01-02"
                + " 00:00:05','data':{'reason':'abuse','email':'bob@x.org'}}]",
            List.of("bounce eve@x.org 1767312005 []", "ignored complaint")),
        arguments(
            "bounces of listmonk's API",
            "{'data':{'results':[{'email':'eve@x.org','type':'hard','source':'api','created_at':'2026-01-02T00:00:05Z'},{'email':'no"
                + " address','type':'soft'}],'total':2}}",
            List.of(
                "bounce eve@x.org 1767312005 []",
                "#1 email must be an email address of at most 320 characters")),
        arguments(
            "Azure's events",
            "[{'eventType':'Microsoft.Communication.EmailDeliveryReportReceived','eventTime':'2026-01-02T00:00:07Z',"
                + "'data':{'sender':'news@x.net','recipient':'eve@x.org','status':'Bounced','deliveryStatusDetails':{'statusMessage':'550"
                + " 5.1.1 gone'},'deliveryAttemptTimeStamp':'2026-01-02T00:00:05Z'}},"
                + "{'eventType':'Microsoft.Communication.EmailDeliveryReportReceived','data':{'recipient':"
                + "'bob@x.org','status':'Delivered'}}]",
            List.of("bounce eve@x.org 1767312005 [] 550 5.1.1 gone", "ignored delivered")),
        arguments(
            "a list of Mailgun's API",
            "{'items':[{'address':'eve@x.org','code':'550','error':'5.1.1 gone','created_at':'Fri,"
                + " 02 Jan 2026 00:00:05 UTC'}],'paging':{'next':'https://x.org'}}",
            List.of("bounce eve@x.org 1767312005 [550] 5.1.1 gone")),
        arguments("an empty list", "{'items':[],'paging':{}}", List.of()),
        arguments(
            "Mailgun's webhook",
            "{'signature':{'token':'t'},'event-data':{'event':'failed','severity':'permanent','recipient':"
                + "'eve@x.org','timestamp':1767312005.5,'delivery-status':{'code':550,'message':'"
                + UNKNOWN
                + "'}}}",
            List.of("bounce eve@x.org 1767312005 [550] " + UNKNOWN)),
        arguments(
            "Postmark's bounces",
            "{'TotalCount':2,'Bounces':[{'Type':'HardBounce','Details':'','Description':'No such"
                + " user','Email':'eve@x.org','BouncedAt':'2026-01-02T00:00:05Z'},"
                + "{'Type':'SpamComplaint','Email':'bob@x.org'}]}",
            List.of("bounce eve@x.org 1767312005 [] No such user", "ignored complaint")),
        arguments(
            "events of Brevo",
            "{'event':'click','email':'bob@x.org','ts_epoch':1767312005000}\n"
                + "{'event':'soft_bounce','email':'eve@x.org','ts_epoch':1767312005000,'reason':'full'}",
            List.of("ignored click", "blocked eve@x.org 1767312005 [] full")),
        arguments(
            "a webhook of SparkPost, whose bounces may be blocks",
            "[{'msys':{'message_event':{'type':'bounce','rcpt_to':'eve@x.org','raw_reason':'"
                + UNKNOWN
                + "','error_code':'550','timestamp':'1767312005'}}},"
                + "{'msys':{'message_event':{'type':'bounce','rcpt_to':'bob@x.org','raw_reason':'452"
                + " 4.2.2 mailbox full','timestamp':'1767312005'}}},"
                + "{'msys':{'unsubscribe_event':{'type':'list_unsubscribe','rcpt_to':'joe@x.org'}}}]",
            List.of(
                "bounce eve@x.org 1767312005 [550] " + UNKNOWN,
                "blocked bob@x.org 1767312005 [] 452 4.2.2 mailbox full",
                "ignored unsubscribe")),
        arguments(
            "SNS around a notification of SES with two recipients",
            "{'Type':'Notification','TopicArn':'arn:x','Message':'{\\\"notificationType\\\":\\\"Bounce\\\","
                + "\\\"bounce\\\":{\\\"bounceType\\\":\\\"Transient\\\",\\\"timestamp\\\":\\\"2026-01-02T00:00:05.000Z\\\","
                + "\\\"bouncedRecipients\\\":[{\\\"emailAddress\\\":\\\"eve@x.org\\\",\\\"status\\\":\\\"4.2.2\\\"},{\\\"emailAddress\\\":\\\"no"
                + " address\\\"}]}}'}",
            List.of(
                "blocked eve@x.org 1767312005 [4.2.2]",
                "#0 email must be an email address of at most 320 characters")),
        arguments(
            "bounces of SES without a reply",
            "{'notificationType':'Bounce','bounce':{'bounceType':'Permanent','bounceSubType':'General','bouncedRecipients':[{'emailAddress':'eve@x.org'}]}}\n"
                + "{'notificationType':'Bounce','bounce':{'bounceType':'Permanent','bounceSubType':'OnAccountSuppressionList','bouncedRecipients':[{'emailAddress':'eve@x.org'}]}}\n"
                + "{'notificationType':'Bounce','bounce':{'bounceType':'Permanent','bouncedRecipients':[]}}\n"
                + "{'notificationType':'AmazonSnsSubscriptionSucceeded','message':'x'}",
            List.of(
                "bounce eve@x.org now [] Permanent General",
                "ignored dropped",
                "#2 bouncedRecipients is required",
                "ignored other")),
        arguments(
            "an event that SES publishes",
            "{'eventType':'Delivery','mail':{'destination':['eve@x.org']}}",
            List.of("ignored delivered")),
        arguments(
            "the arguments and the message of Halon's post-delivery hook",
            "{'arguments':{'action':'BOUNCE','attempt':{'result':{'code':550,'enhanced':[5,1,1],'reason':['no"
                + " such','user']}},"
                + "'dsn':{'action':'failed'}},'message':{'senderaddress':{'localpart':'app','domain':'y.org'},"
                + "'recipientaddress':{'localpart':'eve','domain':'x.org'},'ts':1767312005.5}}",
            List.of("bounce eve@x.org 1767312005 [5.1.1] 550 5.1.1 no such user")),
        arguments(
            "parts of Halon's hook",
            "{'time':17,'recipient':'bob@x.org','result':{'code':250,'reason':['OK']}}\n"
                + "{'time':17,'recipient':'bob@x.org','action':'QUEUE','result':{'code':421,'reason':['later']}}\n"
                + "{'time':17,'recipient':'bob@x.org','action':'BOUNCE','attempt':{'error':{'temporary':true,'message':'Connection"
                + " timed out'}}}\n"
                + "{'time':17,'recipient':'eve@x.org','action':'DELETE','code':550,'enhanced':[5,1,1],'reason':'5.1.1"
                + " gone'}\n"
                + "{'time':17,'result':{'code':550}}",
            List.of(
                "ignored delivered",
                "ignored delayed",
                "blocked bob@x.org 17 [] Connection timed out",
                "bounce eve@x.org 17 [5.1.1] 550 5.1.1 gone",
                "#4 email is required")),
        arguments(
            "entries and bounces of ZoneMTA",
            "{'id':'15a','seq':'001','action':'REJECTED','category':'spam','from':'app@y.org','to':'bob@x.org','response':'554"
                + " 5.7.1 spam'}\n"
                + "{'id':'15a','seq':'001','action':'ACCEPTED','to':'bob@x.org','response':'250"
                + " OK'}\n"
                + "{'id':'15a','seq':'001','action':'DEFERRED','to':'bob@x.org','response':'451"
                + " later'}\n"
                + "{'id':'15a','seq':'001','action':'QUEUED','to':'bob@x.org'}\n"
                + "{'id':'15a','to':'eve@x.org','seq':'002','returnPath':'app@y.org','category':'recipient','time':1767312005123,'response':'550"
                + " user unknown'}",
            List.of(
                "blocked bob@x.org now [] 554 5.7.1 spam",
                "ignored delivered",
                "ignored delayed",
                "ignored processed",
                "bounce eve@x.org 1767312005 [] 550 user unknown")),
        arguments(
            "Resend's permanent bounces, whose reasons may be unclear",
            Stream.of("General", "NoEmail", "AttachmentRejected", "OnAccountSuppressionList")
                .map(
                    subType ->
                        "{'type':'email.bounced','data':{'to':['eve@x.org'],'bounce':{'type':'Permanent','subType':'%s','message':'no cause given'}}}\n"
                            .formatted(subType))
                .collect(Collectors.joining()),
            List.of(
                "bounce eve@x.org now [] no cause given",
                "bounce eve@x.org now [] no cause given",
                "blocked eve@x.org now [] no cause given",
                "ignored dropped")),
        arguments(
            "Resend's bounces of valid addresses",
            "{'type':'email.bounced','data':{'to':['eve@x.org'],'bounce':{'type':'Permanent','subType':'General','message':'550"
                + " 5.7.1 blocked by policy'}}}\n"
                + "{'type':'email.bounced','data':{'to':['eve@x.org'],'bounce':{'type':'Transient','subType':'General','message':'no"
                + " cause given'}}}",
            List.of(
                "blocked eve@x.org now [] 550 5.7.1 blocked by policy",
                "blocked eve@x.org now [] no cause given")),
        arguments(
            "Mailjet's errors with and without comments",
            "[{'event':'bounce','email':'eve@x.org','hard_bounce':true,'error_related_to':'recipient','error':'user"
                + " unknown','comment':'550 5.1.1 gone'},"
                + "{'event':'bounce','email':'eve@x.org','hard_bounce':true,'error_related_to':'domain','error':'invalid"
                + " domain','comment':''},"
                + "{'event':'blocked','email':'bob@x.org','error_related_to':'mailbox','error':'quota"
                + " exceeded','comment':'452 4.2.2 full'},"
                + "{'event':'blocked','email':'bob@x.org','error_related_to':'recipient','error':'blacklisted','comment':'since"
                + " May'}]",
            List.of(
                "bounce eve@x.org now [] user unknown: 550 5.1.1 gone",
                "bounce eve@x.org now [] invalid domain",
                "blocked bob@x.org now [] quota exceeded: 452 4.2.2 full",
                "ignored manual")),
        arguments(
            "SendGrid's v2, with times as text",
            "[{'status':'5.1.1','created':'2026-01-02"
                + " 00:00:05','reason':'gone','email':'eve@x.org'}]",
            List.of("bounce eve@x.org 1767312005 [5.1.1] gone")),
        arguments(
            "SparkPost's events as its API lists them",
            "{'results':[{'type':'bounce','bounce_class':'10','rcpt_to':'eve@x.org','raw_reason':'550"
                + " 5.1.1 gone','error_code':'550'},"
                + "{'type':'bounce','bounce_class':'22','rcpt_to':'bob@x.org','raw_reason':'552"
                + " full','error_code':'552'},"
                + "{'type':'bounce','bounce_class':'60','rcpt_to':'joe@x.org','raw_reason':'back on"
                + " Monday'},"
                + "{'type':'bounce','bounce_class':'90','rcpt_to':'joe@x.org','raw_reason':'x'}]}",
            List.of(
                "bounce eve@x.org now [550] 550 5.1.1 gone",
                "blocked bob@x.org now [552] 552 full",
                "ignored other",
                "ignored unsubscribe")),
        arguments(
            "Mailtrap's events, which have a timestamp as SendGrid's",
            "{'events':[{'event':'bounce','message_id':'1','email':'eve@x.org','timestamp':17,'event_id':'2','response':'550"
                + " 5.1.1 gone','response_code':550},"
                + "{'event':'soft bounce','message_id':'1','email':'bob@x.org','timestamp':17,'event_id':'3','response':'452"
                + " full','response_code':452}]}",
            List.of(
                "bounce eve@x.org 17 [550] 550 5.1.1 gone", "blocked bob@x.org 17 [452] 452 full")),
        arguments(
            "events of Mailgun's API",
            "{'items':[{'event':'failed','severity':'permanent','reason':'bounce','recipient':'eve@x.org','timestamp':17.5,"
                + "'delivery-status':{'code':550,'message':'5.1.1 gone'}},"
                + "{'event':'failed','severity':'temporary','reason':'generic','recipient':'bob@x.org','timestamp':17.5,"
                + "'delivery-status':{'code':452,'message':'full'}},"
                + "{'event':'failed','severity':'permanent','reason':'suppress-complaint','recipient':'joe@x.org','timestamp':17.5,"
                + "'delivery-status':{'code':607}}]}",
            List.of(
                "bounce eve@x.org 17 [550] 5.1.1 gone",
                "blocked bob@x.org 17 [452] full",
                "ignored complaint")),
        arguments(
            "changes of Postmark's suppressions",
            "{'RecordType':'SubscriptionChange','Recipient':'eve@x.org','SuppressSending':true,'SuppressionReason':'HardBounce'}\n"
                + "{'RecordType':'SubscriptionChange','Recipient':'bob@x.org','SuppressSending':false,'SuppressionReason':'HardBounce'}",
            List.of("bounce eve@x.org now []", "ignored subscribed")),
        arguments(
            "hard and soft bounces of SMTP2GO",
            "{'event':'bounce','bounce':'hard','rcpt':'eve@x.org'}\n"
                + "{'event':'bounce','bounce':'soft','rcpt':'bob@x.org'}",
            List.of("bounce eve@x.org now []", "blocked bob@x.org now []")),
        arguments(
            "metrics of Customer.io",
            "{'metric':'bounced','event_id':'1','timestamp':17,'data':{'recipient':'eve@x.org','failure_message':'550"
                + " gone'}}\n"
                + "{'metric':'spammed','event_id':'2','timestamp':17,'data':{'recipient':'bob@x.org'}}",
            List.of("bounce eve@x.org 17 [] 550 gone", "ignored complaint")),
        arguments(
            "SES through EventBridge",
            "{'detail-type':'Email Bounced','source':'aws.ses','time':'2026-01-02T00:00:06Z','detail':{'eventType':'Bounce',"
                + "'bounce':{'bounceType':'Permanent','timestamp':'2026-01-02T00:00:05Z','bouncedRecipients':[{'emailAddress':'eve@x.org'}]},"
                + "'mail':{'source':'news@x.net'}}}",
            List.of("bounce eve@x.org 1767312005 []")),
        arguments(
            "SES through functions, queues and logs",
            Stream.of(
                    "{'Records':[{'EventSource':'aws:sns','Sns':{'Type':'Notification','TopicArn':'a','Message':'%s'}}]}",
                    "{'Messages':[{'MessageId':'1','Body':'%s'}]}",
                    "{'events':[{'logStreamName':'s','timestamp':1767312006000,'message':'%s'}]}")
                .map(
                    envelope ->
                        envelope.formatted(
                            "{\\\"notificationType\\\":\\\"Bounce\\\",\\\"bounce\\\":{\\\"bounceType\\\":"
                                + "\\\"Permanent\\\",\\\"bouncedRecipients\\\":[{\\\"emailAddress\\\":\\\"eve@x.org\\\"}]}}"))
                .collect(Collectors.joining("\n")),
            List.of(
                "bounce eve@x.org now []", "bounce eve@x.org now []", "bounce eve@x.org now []")),
        arguments(
            "events with SendGrid's names and other words",
            "[{'event':'hard_bounce','email':'eve@x.org','timestamp':17},"
                + "{'event':'bounce','type':'soft','email':'bob@x.org','timestamp':17},"
                + "{'EVENT':'bounced','EMAIL':'eve@x.org','TIMESTAMP':17,'BOUNCE_TYPE':'HARDBOUNCE'},"
                + "{'event':'subscriber.bounced','email':'eve@x.org'},"
                + "{'event':'bounce','type':'blocked','email':'bob@x.org','timestamp':17}]",
            List.of(
                "bounce eve@x.org 17 []",
                "blocked bob@x.org 17 []",
                "bounce eve@x.org 17 []",
                "bounce eve@x.org now []",
                "blocked bob@x.org 17 []")),
        arguments(
            "events of Iterable and Postal",
            "{'email':'eve@x.org','eventName':'emailBounce','dataFields':{'recipientState':'HardBounce'}}\n"
                + "{'email':'bob@x.org','eventName':'emailSend','dataFields':{}}\n"
                + "{'event':'MessageDeliveryFailed','payload':{'message':{'to':'eve@x.org'},'status':'HardFail','output':'"
                + UNKNOWN
                + "'}}\n"
                + "{'event':'MessageDelayed','payload':{'message':{'to':'bob@x.org'},'status':'SoftFail'}}",
            List.of(
                "bounce eve@x.org now []",
                "ignored delivered",
                "bounce eve@x.org now [] " + UNKNOWN,
                "ignored delayed")),
        arguments(
            "objects without a separator",
            "{'email':'eve@x.org','type':'hard'}{'email':'bob@x.org','type':'soft'}\n{'email':'joe@x.org','type':'sent'}",
            List.of("bounce eve@x.org now []", "blocked bob@x.org now []", "ignored delivered")),
        arguments(
            "objects of several lines",
            "{\n'email':'eve@x.org',\n'type':'hard'}\n{\n'email':'bob@x.org','type':'soft'}\n",
            List.of("bounce eve@x.org now []", "blocked bob@x.org now []")),
        arguments(
            "rows of several systems",
            "[{'email':'eve@x.org','reason':'550 gone'},"
                + "{'email':'bob@x.org','status':'shipped'},"
                + "{'email':'joe@x.org','unsubscribed':true},"
                + "{'email':'eve@x.org','event':'bounce','type':'bounce','timestamp':17,'sg_event_id':'1'},"
                + "{'event':'hard_bounce','email':'eve@x.org','ts_event':18},"
                + "{'email':'eve@x.org','status':550,'created':19}]",
            List.of(
                "bounce eve@x.org now [] 550 gone",
                "#1 status must be a code such as 5.1.1, or a known word such as bounced",
                "ignored unsubscribe",
                "bounce eve@x.org 17 []",
                "bounce eve@x.org 18 []",
                "bounce eve@x.org 19 [550]")),
        arguments(
            "a state of a subscription",
            "[{'email':'eve@x.org','name':'Eve','status':'subscribed'},{'email':'Bob"
                + " <bob@x.org>','name':'Bob','status':'cleaned'},{'email':'joe@x.org','name':'Joe'}]",
            List.of(
                "ignored subscribed",
                "bounce bob@x.org now []",
                "#2 type is required, or a reason or status: bounce or blocked")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("inputs")
  void aVendorsObjectsAreReadByTheNamesOfTheirMembers(
      String vendor, String input, List<String> expected) {
    String json = input.replace('\'', '"');
    assertEquals(
        expected,
        IngestedRows.by(
            () -> new JsonRows(JsonRows.Format.JSON, JsonRows.Dialect.ANY, Reading.DEFAULTS),
            json));
  }
}
