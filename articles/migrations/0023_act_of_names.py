from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0022_unknowns_checked'),
    ]

    operations = [
        migrations.AlterField(
            model_name='reviewevent',
            name='act',
            field=models.CharField(choices=[('edit', '修改'), ('submit', '送审'), ('correct', '送审更正'), ('return', '退回'), ('approve', '通过'), ('schedule', '定时'), ('unschedule', '取消定时'), ('publish', '发布'), ('withdraw', '撤下'), ('restore', '恢复旧版'), ('remark', '批注'), ('resolve', '了结批注'), ('reopen', '重开批注'), ('waive', '放行'), ('names', '增减名称')], max_length=10, verbose_name='做了什么'),
        ),
    ]
